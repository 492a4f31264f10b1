"""Tests of the certification room."""
