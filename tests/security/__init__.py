"""Tests of what crosses rooms: who could harm whom, and what stops it."""
