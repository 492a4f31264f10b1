"""Answers to requests that Django refuses before any page of ours."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from courses.web.public.gate import anybody
from courses.web.responses import SeeOther


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say what to do; somebody who wanted to leave is taken away all the same, signed in still."""
    if request.path == reverse("public:leave"):
        return SeeOther(settings.EXIT_URL)
    return render(request, "403_csrf.html", status=403)


@anybody(methods=["GET", "POST"])
def not_offered(request: HttpRequest) -> HttpResponse:
    """Answer like a missing page, at addresses of installed packages that this platform closes.

    :raises Http404: always.
    """
    raise Http404(request.path)
