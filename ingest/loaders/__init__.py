"""One loader for each kind of source; each yields what it read, exactly as it stands there."""
