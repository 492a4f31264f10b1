"""Figures: who is up to date where, what staff get wrong, and tables to take away."""
