"""Tests of figures and files."""
