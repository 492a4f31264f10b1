"""The door of the training lead's pages.

A grant in the organisation of the address, and its scope.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from courses.accounts.models import Organisation, User
from courses.accounts.permissions import Permission
from courses.common.scope import Scope
from courses.web.lead.navigation import Entry, navigation_of
from courses.web.middleware import rights_in
from courses.web.policy import Policy, View, declare

Method = Literal["GET", "POST"]


class LeadRequest(HttpRequest):
    """A request whose sender may see part of one organisation."""

    user: User
    organisation: Organisation
    scope: Scope
    navigation: list[Entry]


def may(request: LeadRequest, permission: Permission) -> bool:
    """Test whether the sender holds ``permission`` in the organisation of the address."""
    return rights_in(request)[request.organisation.slug].may(permission)


def scope_in(request: LeadRequest, permission: Permission) -> Scope:
    """Return what the sender may see under ``permission`` in the organisation of the address."""
    return rights_in(request)[request.organisation.slug].scope(permission)


def leads(
    permission: Permission, *, methods: list[Method], whole: bool = False
) -> Callable[[View], View]:
    """Return the decorator of a page that shows the rows in the scope of the sender's grants.

    Without a grant there, the organisation does not exist for the sender: 404, as for one that is
    missing. With ``whole`` only a grant over the whole organisation opens the page. Outside DEMO
    the sender needs a second factor and is led to set one up.
    """

    def gate(view: View) -> View:
        @wraps(view)
        def entry(
            request: LeadRequest, organisation: str, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            rights = rights_in(request).get(organisation)
            scope = rights.scope(permission) if rights else None
            if rights is None or scope is None or scope.is_empty or (whole and not scope.whole):
                raise Http404
            if not settings.DEMO and not is_mfa_enabled(request.user):
                return redirect("mfa_index")
            request.organisation, request.scope = rights.organisation, scope
            request.navigation = navigation_of(rights, path=request.path)
            return view(request, *args, **kwargs)

        return entry

    rows = "W" if whole else "S"
    return declare(Policy("lead", tuple(methods), rows, permission.value), gate)


def always(request: HttpRequest) -> bool:  # noqa: ARG001 - one of the questions of ``proven``
    """Test nothing: whatever is asked needs proof."""
    return True


def proven(when: Callable[[HttpRequest], bool] = always) -> Callable[[View], View]:
    """Return the decorator of a page for who has shown in the last 5 minutes that it is they.

    Others show it first, by password or the code of their app; what was sent is kept meanwhile.
    Asked outside DEMO, of the requests that ``when`` names.
    """

    def asks(request: HttpRequest) -> bool:
        return not settings.DEMO and when(request)

    def gate(view: View) -> View:
        asked: View = reauthentication_required(view, enabled=asks)
        return asked

    return gate
