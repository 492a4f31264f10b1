"""Journeys of people through the platform, in a real browser."""
