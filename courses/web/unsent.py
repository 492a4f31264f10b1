"""What somebody sent after their sign-in had ended: kept until they are back, and shown again.

It waits in the session of the browser, which signing in goes on with and leaving the site empties.
Nothing is sent by itself: the page shows it again, and its button saves it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

KEY: Final = "unsent"
BACK: Final = gettext_lazy(
    "You were signed out before this was saved. What you chose is still here: save it now."
)
MOST: Final = 20_000  # characters; a page of ours sends far less
NEVER_KEPT: Final = frozenset({"csrfmiddlewaretoken", "then", "extensions"})


@dataclass(frozen=True, slots=True)
class Page:
    """Where one goes on after signing in, and which part of that page was being answered."""

    path: str
    part: str = ""

    @property
    def address(self) -> str:
        """Return the address with its part."""
        return f"{self.path}#{quote(self.part)}" if self.part else self.path


def page_of(request: HttpRequest, name: str, kwargs: Mapping[str, Any]) -> Page | None:
    """Return the page from which a POST to the address ``name`` comes; None for any other."""
    own = [kwargs["registration"]] if "registration" in kwargs else []
    if name in {"learner:question", "learner:questions"}:
        return Page(request.path)
    if name == "learner:more_time":
        item = request.GET.get("question", "")
        more = ["learner:question", item] if item.replace("-", "").isalnum() else []
        name, *last = more or ["learner:questions"]
        return Page(reverse(name, args=[*own, kwargs["number"], *last]))
    if name == "learner:hand_in":
        return Page(reverse("learner:answers", args=[*own, kwargs["number"]]))
    if name in {"learner:check", "learner:finish"}:
        lesson = reverse("learner:lesson", args=[*own, kwargs["lesson"]])
        return Page(lesson, kwargs.get("block", ""))
    return None


class Unsent:
    """Middleware that keeps what comes without a sign-in, and leads to sign in first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., Any],
        _args: Any,
        kwargs: Mapping[str, Any],
    ) -> HttpResponseBase | None:
        """Keep a POST of a learner's page whose sender is nobody, and ask who it is."""
        if request.method != "POST" or request.user.is_authenticated:
            return None
        match = request.resolver_match
        page = page_of(request, match.view_name if match else "", kwargs)
        if page is None:
            return None
        keep(request, page)
        return redirect_to_login(page.address)


unsent = Unsent


def keep(request: HttpRequest, page: Page) -> None:
    """Put what was sent into the session, unless it is nothing, or too much to be of ours."""
    data = request.POST.copy()
    for name in NEVER_KEPT:
        data.pop(name, None)
    text = data.urlencode()
    if text and len(text) <= MOST:
        at = timezone.now().isoformat()
        request.session[KEY] = {"path": page.path, "part": page.part, "data": text, "at": at}


@dataclass(frozen=True, slots=True)
class Kept:
    """What waited for its sender, and of which part of the page."""

    data: QueryDict
    part: str


def kept_for(request: HttpRequest, *, saved_at: datetime | None = None) -> Kept | None:
    """Return what was sent from this page and could not be saved, and tell its reader so.

    None where nothing waits, or something was saved after it.
    """
    held = request.session.get(KEY) if request.method == "GET" else None
    if held is None or held["path"] != request.path:
        return None
    if saved_at is not None and saved_at.isoformat() >= held["at"]:
        return None
    messages.info(request, BACK)
    return Kept(QueryDict(held["data"]), held["part"])


def forget(request: HttpRequest, *, path: str = "") -> None:
    """Let go of what waited for the page at ``path``, else this one, once it was saved there."""
    held = request.session.get(KEY)
    if held is not None and held["path"] == (path or request.path):
        del request.session[KEY]
