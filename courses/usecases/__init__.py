"""One file per action that touches two rooms or more; each owns its transaction."""
