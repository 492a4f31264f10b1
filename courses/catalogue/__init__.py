"""Courses and every word in them: versions, lessons, questions, facts with their sources, contacts."""
