"""Answers to requests that Django refuses before any page of ours."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse

from courses.web.public.gate import anybody
from courses.web.reading import reading_of
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


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, as the reader likes to read: without a query or a session."""
    page = loader.get_template("500.html").render({"reading": reading_of(request)})
    return HttpResponse(page, status=500)
