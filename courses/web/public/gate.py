"""The door of the pages that anybody may open; some are limited by the sender's address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from courses.web.policy import Policy, View, declare

Method = Literal["GET", "POST"]
RATES = "allauth.account"


def anybody(*, methods: list[Method], limit: str = "") -> Callable[[View], View]:
    """Return the decorator of a public page; beyond the rate named ``limit`` it answers 429.

    The rates stand in ``ACCOUNT_RATE_LIMITS``, beside those of sign-in.
    """

    def gate(view: View) -> View:
        if not limit:
            return view

        @wraps(view)
        def entry(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            # allauth's public function never limits GET, and a number is looked up by GET.
            if not ratelimit.consume(request, app=RATES, action=limit, limit_get=True):
                return render(request, "429.html", status=429)
            return view(request, *args, **kwargs)

        return entry

    return declare(Policy("public", tuple(methods), "P"), gate)
