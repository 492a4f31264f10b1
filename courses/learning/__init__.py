"""Who takes which course, how far they are, and what they have completed."""
