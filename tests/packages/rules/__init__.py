"""Tests of the rules across the files of a package."""
