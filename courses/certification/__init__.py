"""Certificates: issued once, their words fixed, verifiable by anybody who holds the number."""
