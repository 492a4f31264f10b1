"""Tests of the rules of who must hold which course."""
