"""What differs between a version and the one that learners have, in plain English."""

from django.http import HttpResponse
from django.shortcuts import render

from courses.accounts.permissions import Permission
from courses.catalogue.comparing import compare
from courses.catalogue.recalling import recalled
from courses.catalogue.shelves import compared_with
from courses.web.author.gate import AuthorRequest, authors
from courses.web.author.version_page import shown_at


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def diff(request: AuthorRequest, shelf: str, course: str, version: str) -> HttpResponse:
    """Show every change against the version that new learners get, text by text."""
    shown = shown_at(request, shelf, course, version)
    base = compared_with(shown.version)
    found = compare(recalled(base), recalled(shown.version)) if base else None
    context = {"shown": shown, "version": shown.version, "base": base, "found": found}
    return render(request, "courses/author/diff.html", context)
