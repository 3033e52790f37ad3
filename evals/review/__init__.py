"""Where cases come from: proposals, and the people who decide about them."""
