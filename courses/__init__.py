"""The whole product as one Django app, divided into rooms whose imports point downwards only."""
