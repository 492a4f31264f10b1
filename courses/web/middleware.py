"""What wraps every page: security headers, the idle limit, the shell around the content."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from courses.accounts.models import Organisation
from courses.accounts.permissions import Permission, Rights
from courses.accounts.queries import Place, invented_people, places_of, rights_of
from courses.accounts.sign_in import DEMO_PASSWORD
from courses.common.dates import local_date
from courses.web.in_room import is_in_room
from courses.web.last_use import cookie_for, idle_for, is_due
from courses.web.reading import reading_of
from courses.web.tokens import form_token

Handler = Callable[[HttpRequest], HttpResponse]

EXIT_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(settings.EXIT_URL))
# Chromium applies form-action to the redirect after a POST: the neutral site must be named, or it
# stays on the page.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; "
    f"connect-src 'self'; manifest-src 'self'; form-action 'self' {EXIT_ORIGIN}; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)
BRAND_PATH = "/brand/"
AREAS = ("/lead/", "/author/")


def security_headers(get_response: Handler) -> Handler:
    """Return middleware that puts the security headers on every answer, errors included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("X-Content-Type-Options", "nosniff")
        if request.path.startswith(BRAND_PATH):
            del response["Vary"]  # the address alone decides: a browser keeps it for every page
        if not request.path.startswith(settings.STATIC_URL):
            # Signed in or not: the Back button of a shared computer must show nothing.
            response.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def idle_limit(get_response: Handler) -> Handler:
    """Return middleware that ends a sign-in left idle for SESSION_IDLE_MINUTES.

    The moment of last use travels in a signed cookie.
    """
    limit = settings.SESSION_IDLE_MINUTES * 60

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(BRAND_PATH):
            return get_response(request)  # kept by browsers, so it must set no cookie
        asked, told = request.session.session_key, ""
        if asked and request.user.is_authenticated:
            cookie = request.COOKIES.get(settings.LAST_USE_COOKIE_NAME, "")
            idle = idle_for(cookie, asked, limit=limit)
            # Signing in sets it, so a sign-in without it is not one to trust.
            if idle is None:
                logout(request)
            elif not is_due(idle, limit=limit):
                told = asked
        response = get_response(request)
        key = request.session.session_key
        if key and key != told and request.user.is_authenticated:
            response.set_cookie(
                settings.LAST_USE_COOKIE_NAME,
                cookie_for(key),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


@dataclass(frozen=True, slots=True)
class Shell:
    """What the frame around every page shows; addresses are None where there is nothing to open.

    ``path`` is the address of the page where the menu marks it, else empty.
    """

    organisation_name: str
    signed_in: bool
    is_demo: bool
    home_url: str
    record_url: str
    team_url: str | None
    concern_url: str
    support_url: str
    leave_url: str
    is_learner_page: bool
    person_name: str
    sign_out_url: str
    accent: str = ""
    stylesheet_url: str | None = None
    logo_url: str | None = None
    resources_url: str | None = None
    settings_url: str | None = None
    courses_url: str | None = None
    path: str = ""
    is_in_room: bool = False
    help_url: str = ""


def demo_sign_ins(request: HttpRequest) -> dict[str, Any]:
    """Return the sign-ins of the demonstration, for its sign-in page alone (context processor)."""
    user = getattr(request, "user", None)
    if not settings.DEMO or user is None or user.is_authenticated:
        return {}
    return {"demo_sign_ins": SimpleLazyObject(listed_sign_ins)}


def listed_sign_ins() -> list[dict[str, str]]:
    """Return the demonstration's people as the sign-in page lists them."""
    return [
        {"email": email, "name": name, "job": job, "password": DEMO_PASSWORD}
        for email, name, job in invented_people()
    ]


@lru_cache(maxsize=1_000)
def address(name: str, *args: str) -> str:
    """Return the address of a page, worked out once: every page links to the same ones."""
    return reverse(name, args=args)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the frame, and how its reader wants to read.

    Its two queries run only when a page draws it (context processor), as the token against forged
    posts is made only where a form asks for it.
    """
    return {
        "shell": cache(lambda: shell_of(request)),
        "reading": reading_of(request),
        "csrf_token": SimpleLazyObject(lambda: form_token(request)),
    }


def shell_of(request: HttpRequest, *, person_name: str | None = None) -> Shell:
    """Return the frame for this request, with ``person_name`` in the place of the sender's."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    match = request.resolver_match
    policy = getattr(match.func, "policy", None) if match else None
    place = place_of(request) if signed_in else None
    current = getattr(request, "organisation", None)
    organisation = current or (place.organisation if place else None)
    shown = Shell(
        organisation_name=organisation.name if organisation else "Safeguarding training",
        signed_in=signed_in,
        is_demo=settings.DEMO,
        home_url=address("learner:home") if signed_in else address("account_login"),
        record_url=address("learner:record"),
        team_url=door(request, Permission.SEE_STAFF_PROGRESS, "lead:dashboard"),
        concern_url=concern_url(request, place),
        support_url=address("public:support"),
        leave_url=address("public:leave"),
        # Off the lists of people, and for nobody who has nothing to leave.
        is_learner_page=signed_in and not (policy and policy.audience in {"lead", "author"}),
        person_name=name_of(request) if person_name is None else person_name,
        sign_out_url=address("account_logout"),
        courses_url=door(request, Permission.SEE_DRAFTS, "author:courses", whole=True),
        **brand_of(organisation),
        resources_url=address("learner:resources"),
        help_url=(organisation.help_url if organisation else "") or settings.HELP_CONTACT,
    )
    if is_in_room(request):
        shown = in_room(shown)
    path = marked_path(request.path, shown)
    return replace(shown, path=path) if path else shown


def name_of(request: HttpRequest) -> str:
    """Return the name of whoever is signed in, else nothing."""
    user = getattr(request, "user", None)
    return user.name if user is not None and user.is_authenticated else ""


def in_room(shell: Shell) -> Shell:
    """Return the frame of somebody who signed in by PIN: home is the room, the rest is shut."""
    return replace(
        shell,
        is_in_room=True,
        home_url=address("learner:gathering"),
        sign_out_url=address("learner:hand_on"),
    )


def marked_path(path: str, shell: Shell) -> str:
    """Return ``path`` where the menu of ``shell`` marks it: an address of its own or below one."""
    menu = {shell.home_url, shell.record_url, shell.resources_url, shell.team_url}
    marked = path in menu | {shell.courses_url}
    return path if marked else next((area for area in AREAS if area in path), "")


def brand_of(organisation: Organisation | None) -> dict[str, Any]:
    """Return the colour of the organisation and the addresses of its stylesheet and logo."""
    if organisation is None:
        return {}
    accent, logo = organisation.accent, organisation.logo
    return {
        "accent": accent,
        "stylesheet_url": address("public:stylesheet", accent[1:]) if accent else None,
        "logo_url": address("public:logo", logo) if logo else None,
    }


def door(
    request: HttpRequest, permission: Permission, name: str, *, whole: bool = False
) -> str | None:
    """Return the address ``name`` of an organisation in which the sender holds ``permission``.

    That of the page, else the first by name; None where there is none. With ``whole`` only a grant
    over the whole organisation counts.
    """
    held = [
        one.organisation
        for one in rights_in(request).values()
        if (one.scope(permission).whole if whole else one.may(permission))
    ]
    current = getattr(request, "organisation", None)
    chosen = current if current in held else next(iter(held), None)
    return address(name, chosen.slug) if chosen else None


def rights_in(request: HttpRequest) -> dict[str, Rights]:
    """Return what the sender may do today, by slug of the organisation; one query a request.

    None where it is known from their places that they may only learn. Nothing for whoever signed in
    by the PIN of a training room.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or is_in_room(request):
        return {}
    places: list[Place] | None = getattr(request, "places", None)
    if places is not None and not any(place.has_access for place in places):
        return {}
    if not hasattr(request, "rights"):
        request.rights = rights_of(user=user, on=local_date(timezone.now()))  # type: ignore[attr-defined]
    rights: dict[str, Rights] = request.rights  # type: ignore[attr-defined]
    return rights


def place_of(request: HttpRequest) -> Place | None:
    """Return where the sender works today: in the organisation of the page, else the first.

    One query a request.
    """
    if not hasattr(request, "places"):
        request.places = places_of(user=request.user, on=local_date(timezone.now()))  # type: ignore[attr-defined, arg-type]
    places: list[Place] = request.places  # type: ignore[attr-defined]
    current = getattr(request, "organisation", None)
    return next(
        (place for place in places if place.organisation == current), places[0] if places else None
    )


def sees_flags(request: HttpRequest) -> bool:
    """Test whether the sender is told which facts await a check: as an author or a lead."""
    place_of(request)  # whoever has no access anywhere costs no query for rights
    return bool(rights_in(request))


def concern_url(request: HttpRequest, place: Place | None) -> str:
    """Return the address of the concern page of the sender's site.

    Whoever works at several sites of the organisation chooses there; a stranger gets the national
    routes.
    """
    if place is None:
        return address("public:concern")
    places: list[Place] = request.places  # type: ignore[attr-defined]
    if len({one.site for one in places if one.organisation == place.organisation}) > 1:
        return address("public:concern_in", place.organisation.slug)
    return address("public:concern_at", place.organisation.slug, place.site.slug)
