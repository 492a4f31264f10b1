"""Tests of the migrations that move rows."""
