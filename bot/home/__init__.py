"""The Home tab of the app."""
