"""Pages by audience, blind to one another, over shared forms, layout and policy."""
