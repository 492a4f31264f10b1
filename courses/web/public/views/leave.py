"""Exit this page: sign out and be somewhere neutral, at once."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses.web.public.gate import anybody
from courses.web.responses import SeeOther


@anybody(methods=["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """On POST end the sign-in and go to the neutral site; on GET show the one button that does it.

    Places are kept as they are reached, so nothing is lost. A POST without a good CSRF token never
    comes here: it signs nobody out and is still sent to the neutral site.
    """
    if request.method == "POST":
        logout(request)
        response = SeeOther(settings.EXIT_URL)
        # The Back button must find no page to show.
        response["Clear-Site-Data"] = '"cache"'
        return response
    return render(request, "courses/public/leave.html")
