"""Taking and marking the quiz."""
