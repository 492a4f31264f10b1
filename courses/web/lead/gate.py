"""The door of the training lead's pages.

A grant in the organisation of the address, and its scope.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from courses.accounts.models import Organisation, User
from courses.accounts.permissions import Permission
from courses.accounts.queries import organisation_by_slug, scope_of
from courses.common.dates import local_date
from courses.common.scope import Scope
from courses.web.policy import Policy, View, declare

Method = Literal["GET", "POST"]


class LeadRequest(HttpRequest):
    """A request whose sender may see part of one organisation."""

    user: User
    organisation: Organisation
    scope: Scope


def leads(permission: Permission, *, methods: list[Method]) -> Callable[[View], View]:
    """Return the decorator of a page that shows the rows in the scope of the sender's grants.

    Without a grant there, the organisation does not exist for the sender: 404, as for one that is
    missing. Outside DEMO the sender needs a second factor and is led to set one up.
    """

    def gate(view: View) -> View:
        @wraps(view)
        def entry(
            request: LeadRequest, organisation: str, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            found = organisation_by_slug(organisation)
            if found is None:
                raise Http404
            today = local_date(timezone.now())
            scope = scope_of(user=request.user, organisation=found, permission=permission, on=today)
            if scope.is_empty:
                raise Http404
            if not settings.DEMO and not is_mfa_enabled(request.user):
                return redirect("mfa_index")
            request.organisation, request.scope = found, scope
            return view(request, *args, **kwargs)

        return entry

    return declare(Policy("lead", tuple(methods), "S", permission.value), gate)
