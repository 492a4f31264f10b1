"""People, their organisations, their dated memberships, and what each may do there."""
