"""Course packages on their way out: a stored version as files, one module a format."""
