"""Tests of people, memberships and access."""
