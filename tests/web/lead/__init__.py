"""Tests of the training lead's pages."""
