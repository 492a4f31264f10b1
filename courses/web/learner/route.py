"""The gentler route: less detail in the lessons, for as long as a sign-in lasts.

The choice travels in a signed cookie tied to the session. It stands in no table, log or export, and
is worth nothing after signing out.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from courses.web.last_use import mark_of
from courses.web.reading import ROUTE_COOKIE

SALT = "courses.gentler-route"


def goes_gently(request: HttpRequest) -> bool:
    """Test whether the reader chose less detail in this sign-in."""
    try:
        kept = signing.loads(request.COOKIES.get(ROUTE_COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return False
    return bool(kept == mark_of(request.session.session_key or ""))


def keep_route(request: HttpRequest, response: HttpResponse, *, gently: bool) -> None:
    """Let ``response`` carry the choice, or take it back."""
    if not gently:
        response.delete_cookie(ROUTE_COOKIE, samesite="Lax")
        return
    response.set_cookie(
        ROUTE_COOKIE,
        signing.dumps(mark_of(request.session.session_key or ""), salt=SALT),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
