"""Pages of the person who learns."""
