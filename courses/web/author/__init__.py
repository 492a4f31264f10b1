"""Pages of the author: packages, drafts, publication."""
