"""Tests of the shape of a package's files."""
