"""Views, one file per kind of page."""
