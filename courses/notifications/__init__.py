"""The outbox: every message is a row first, is sent once, and is tried again when sending fails."""
