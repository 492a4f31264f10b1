"""Nothing but help and setting one up is open to whoever must hold a second factor and has none."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from courses.accounts.queries import places_of
from courses.accounts.second_factor import must_hold
from courses.common.dates import local_date
from courses.web.in_room import is_in_room
from courses.web.middleware import rights_in
from courses.web.policy import FOREIGN


class SecondStep:
    """Middleware that leads them to the page on which it is set up; outside the demonstration."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Lead on who lacks the second step, except on pages for anybody and those of signing in.

        The pages of signing in are told by ``request.lacks_second_step``, to say why.
        """
        policy = getattr(view, "policy", None)
        is_sign_in = policy is None and is_foreign(request)
        if policy is not None and policy.audience == "public":
            return None
        lacking = lacks_second_step(request)
        request.lacks_second_step = lacking  # type: ignore[attr-defined]
        return redirect("mfa_index") if lacking and not is_sign_in else None


second_step = SecondStep


def is_foreign(request: HttpRequest) -> bool:
    """Test whether the address is one of the package that signs people in."""
    match = request.resolver_match
    name = (match.url_name if match else None) or ""
    return name.startswith(tuple(FOREIGN))


def lacks_second_step(request: HttpRequest) -> bool:
    """Test whether the sender must hold a second factor and has set up none.

    Nobody who signed in by the PIN of a training room, which opens their own lessons alone. Rights
    and places are those that every page asks for; one query more where one must be held.
    """
    user = request.user
    if settings.DEMO or not user.is_authenticated or is_in_room(request):
        return False
    if not hasattr(request, "places"):
        request.places = places_of(user=user, on=local_date(timezone.now()))  # type: ignore[attr-defined]
    held = must_hold(user, rights=rights_in(request).values(), places=request.places)  # type: ignore[attr-defined]
    return held and not is_mfa_enabled(user, ["totp"])
