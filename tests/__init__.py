"""Tests; the folders mirror ``courses/``."""
