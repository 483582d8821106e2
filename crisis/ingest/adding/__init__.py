"""A text that arrives at the desk: what it is, who published it and when, as far as it says so itself."""
