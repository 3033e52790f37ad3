"""Being called by Slack over HTTP, and being installed by workspaces."""
