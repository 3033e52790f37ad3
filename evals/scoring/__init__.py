"""What one answer is worth: its outcome, its measures, and where a failure came from."""
