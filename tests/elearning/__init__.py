"""Tests of the project: settings and root addresses."""
