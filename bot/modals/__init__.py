"""What the buttons of an answer open."""
