"""Courses and every word in them.

Versions, lessons, questions, facts with their sources, contacts.
"""
