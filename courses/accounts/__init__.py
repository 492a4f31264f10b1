"""People, the organisations that train them, their dated memberships, and what each may do there."""
