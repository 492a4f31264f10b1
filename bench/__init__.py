"""Measures the platform as it is served: pages beside a bare signed-in Django page, in one run."""
