"""An evaluation as people and machines read it."""
