"""The schema, one straight line of migrations."""
