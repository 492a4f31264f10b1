"""Commands: parse, read the clock, one call, print."""
