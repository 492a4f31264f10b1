"""The answers, one module a subject."""
