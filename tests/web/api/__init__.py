"""Answers for other software."""
