"""Exit this page: sign out and be somewhere neutral, at once."""

import logging

from django.conf import settings
from django.contrib.auth import logout
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from courses.accounts.models import User
from courses.usecases.count_exit import count_exit
from courses.web.public.gate import anybody
from courses.web.responses import SeeOther

logger = logging.getLogger(__name__)


class Left(SeeOther):
    """The way out; once it was sent, the use is counted, which can neither delay nor prevent it."""

    def __init__(self, to: str, *, user: User | None) -> None:
        super().__init__(to)
        self.user = user

    def close(self) -> None:
        """Count the use; called by the server after the answer was sent."""
        user, self.user = self.user, None
        try:
            if user is not None:
                count_exit(user=user, at=timezone.now())
        except Error:
            logger.warning("exit-not-counted")
        finally:
            super().close()


@anybody(methods=["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """On POST end the sign-in and go to the neutral site; on GET show the one button that does it.

    Places are kept as they are reached, so nothing is lost. A POST without a good CSRF token never
    comes here: it signs nobody out and is still sent to the neutral site.
    """
    if request.method == "POST":
        user = request.user if request.user.is_authenticated else None
        logout(request)
        response = Left(settings.EXIT_URL, user=user)
        # The Back button must find no page to show.
        response["Clear-Site-Data"] = '"cache"'
        return response
    return render(request, "courses/public/leave.html")
