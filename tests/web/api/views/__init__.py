"""The answers, one file a module."""
