"""Looking at a set-up before it is used: what is wrong, what that costs, and how to mend it."""
