"""Who must hold which course, and the standing of each person on any day."""
