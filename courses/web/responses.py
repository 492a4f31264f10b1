"""Answers that Django has no short name for."""

from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """After a POST: go and read there (303), whatever the browser's habits."""

    status_code = 303
