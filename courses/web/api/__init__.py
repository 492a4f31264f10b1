"""Answers for other software, as JSON."""
