"""Keep the filters of a list under a name, rename them, or keep them no longer."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import Organisation, User
from courses.audit.services import record
from courses.reporting import lists_services as lists
from courses.reporting.lists import MOST_VIEWS, SavedView


class NameTaken(ValueError):
    """One's own view of this list has that name already."""


class TooManyViews(Exception):
    """Somebody keeps as many views as they may."""


@transaction.atomic
def save_view(
    *,
    organisation: Organisation,
    owner: User,
    page: str,
    name: str,
    query: str,
    is_shared: bool,
    at: datetime,
) -> SavedView:
    """Keep ``query`` under ``name``; the same once more is returned and nothing written.

    :raises NameTaken: when other filters of that list have the name.
    :raises TooManyViews: when the owner keeps twenty.
    """
    lists.hold_owner(owner)
    there = lists.named(organisation=organisation, owner=owner, page=page, name=name)
    if there is not None:
        if (there.query, there.is_shared) == (query, is_shared):
            return there
        raise NameTaken
    if lists.number_of_views(organisation=organisation, owner=owner) >= MOST_VIEWS:
        raise TooManyViews
    view = lists.keep_view(
        organisation=organisation,
        owner=owner,
        page=page,
        name=name,
        query=query,
        is_shared=is_shared,
        at=at,
    )
    note("saved-view", view, at=at, is_shared=is_shared)
    return view


@transaction.atomic
def change_view(*, view: SavedView, name: str, is_shared: bool, at: datetime) -> SavedView:
    """Rename a view, and share it or not; as it is already, nothing is written.

    :raises NameTaken: when another view of that list has the name.
    """
    lists.hold_owner(view.owner)
    if (view.name, view.is_shared) == (name, is_shared):
        return view
    there = lists.named(organisation=view.organisation, owner=view.owner, page=view.page, name=name)
    if there is not None and there.pk != view.pk:
        raise NameTaken
    lists.rename_view(view=view, name=name, is_shared=is_shared)
    note("changed-view", view, at=at, is_shared=is_shared)
    return view


@transaction.atomic
def remove_view(*, view: SavedView, at: datetime) -> None:
    """Keep a view no longer; where that was done, nothing is written."""
    if lists.drop_view(view=view):
        note("removed-view", view, at=at, is_shared=view.is_shared)


def note(verb: str, view: SavedView, *, at: datetime, is_shared: bool) -> None:
    """Record what was done about ``view``."""
    record(
        verb=verb,
        about=view,
        organisation_id=view.organisation_id,
        actor_id=view.owner_id,
        at=at,
        details={"shared": is_shared},
    )
