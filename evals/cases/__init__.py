"""Known facts: what is asked, what a right answer must say and cite, and where in the sources that stands."""
