"""The trail of what happened: append-only, hash-chained, ids and counts alone."""
