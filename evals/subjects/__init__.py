"""What is examined: Pincite itself, or any system that speaks the answer's JSON."""
