"""The door of the answers for other software: open to anybody, limited by the sender's address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from courses.web.policy import Policy, View, declare

Method = Literal["GET", "POST"]
RATES = "allauth.account"


def answer(data: dict[str, Any], *, status: int = 200) -> JsonResponse:
    """Return ``data`` as JSON that nobody stores and no search engine lists."""
    response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def machines(*, methods: list[Method], limit: str) -> Callable[[View], View]:
    """Return the decorator of an answer; beyond the rate named ``limit`` it is 429.

    The rates stand in ``ACCOUNT_RATE_LIMITS``, shared with the page that asks the same.
    """

    def gate(view: View) -> View:
        @wraps(view)
        def entry(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not ratelimit.consume(request, app=RATES, action=limit, limit_get=True):
                return answer({"error": "Too many requests. Try again in a minute."}, status=429)
            return view(request, *args, **kwargs)

        return entry

    return declare(Policy("public", tuple(methods), "P"), gate)
