"""Tests of the packages room."""
