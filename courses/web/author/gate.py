"""The door of the author's pages: a grant over the whole organisation of the address."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.accounts.models import Organisation, User
from courses.accounts.permissions import Permission
from courses.web.middleware import rights_in
from courses.web.policy import Policy, View, declare

Method = Literal["GET", "POST"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; ``current`` is the value of aria-current, or empty."""

    label: str | Promise
    url: str
    current: str = ""
    in_row: bool = True  # both are always seen


class AuthorRequest(HttpRequest):
    """A request whose sender writes courses for one organisation."""

    user: User
    organisation: Organisation
    navigation: list[Entry]


def may(request: AuthorRequest, permission: Permission) -> bool:
    """Test whether the sender holds ``permission`` over the whole organisation of the address."""
    return rights_in(request)[request.organisation.slug].scope(permission).whole


def authors(permission: Permission, *, methods: list[Method]) -> Callable[[View], View]:
    """Return the decorator of a page about the courses of the organisation in the address.

    Courses belong to the whole organisation, so a grant over one site opens nothing. Without a
    grant the organisation does not exist for the sender: 404, as for one that is missing. Outside
    DEMO the sender needs a second factor and is led to set one up.
    """

    def gate(view: View) -> View:
        @wraps(view)
        def entry(
            request: AuthorRequest, organisation: str, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            rights = rights_in(request).get(organisation)
            if rights is None or not rights.scope(permission).whole:
                raise Http404
            if not settings.DEMO and not is_mfa_enabled(request.user):
                return redirect("mfa_index")
            request.organisation = rights.organisation
            request.navigation = navigation_of(organisation, path=request.path)
            return view(request, *args, **kwargs)

        return entry

    return declare(Policy("author", tuple(methods), "S", permission.value), gate)


def navigation_of(organisation: str, *, path: str) -> list[Entry]:
    """Return the two sections of the author's pages, seen from the page at ``path``."""
    packages = reverse("author:packages", args=[organisation])
    courses = reverse("author:courses", args=[organisation])
    above = packages if path.startswith(packages) else courses
    return [
        Entry(label, url, ("page" if url == path else "true") if url == above else "")
        for label, url in ((_("Courses"), courses), (_("Packages"), packages))
    ]
