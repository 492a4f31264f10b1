"""Tests of the pages of the person who learns."""
