"""Pages of the training lead."""
