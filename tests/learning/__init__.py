"""Tests of enrolments, progress and completions."""
