"""Tests of packages that must be refused."""
