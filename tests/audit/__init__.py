"""Tests of the trail of what happened."""
