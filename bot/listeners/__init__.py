"""One file for each kind of event; each only hands the event to the inbox."""
