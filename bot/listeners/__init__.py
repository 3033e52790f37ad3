"""One file for each kind of thing that people do; each hands it to where it is dealt with."""
