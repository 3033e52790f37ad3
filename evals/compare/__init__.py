"""Two runs side by side: what changed, whether chance explains it, and whether a gate is passed."""
