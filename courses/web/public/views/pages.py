"""The front door and the statements."""

from datetime import timedelta

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from courses.web.kept import purposes
from courses.web.public.gate import anybody
from courses.web.reading import ROUTE_COOKIE, cookie_name


@anybody(methods=["GET"])
def front(request: HttpRequest) -> HttpResponse:
    """Lead the signed-in to what they must do, and everybody else to sign in."""
    return redirect("learner:home" if request.user.is_authenticated else "account_login")


@anybody(methods=["GET"])
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show what works, what does not, and whom to tell."""
    return render(request, "courses/public/accessibility.html")


@anybody(methods=["GET"])
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is kept about a person, for how long, and who sees it."""
    context = {
        "idle_minutes": settings.SESSION_IDLE_MINUTES,
        "hours": settings.SESSION_HOURS,
        "purposes": purposes(),
        "cookies": {
            "session": settings.SESSION_COOKIE_NAME,
            "last_use": settings.LAST_USE_COOKIE_NAME,
            "reading": cookie_name(),
            "csrf": settings.CSRF_COOKIE_NAME,
            "route": ROUTE_COOKIE,
            "messages": CookieStorage.cookie_name,
        },
    }
    return render(request, "courses/public/privacy.html", context)


@anybody(methods=["GET"])
def security_txt(request: HttpRequest) -> HttpResponse:
    """Return how to report a weakness (RFC 9116, https://www.rfc-editor.org/rfc/rfc9116)."""
    return render(
        request,
        "courses/public/security.txt",
        {
            "contact": settings.SECURITY_CONTACT,
            "site_url": settings.SITE_URL,
            "expires": (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z"),
        },
        content_type="text/plain; charset=utf-8",
    )
