"""Delete a site, team, job or tag that nothing refers to."""

from datetime import datetime

from django.db import transaction

from courses.accounts import place_rows
from courses.accounts.models import Role, Site, Tag, Team, User
from courses.accounts.place_rows import PlaceInUse, PlaceRow
from courses.audit.services import record
from courses.compliance.rehearsal import rules_naming

KINDS = {Role: "roles", Site: "sites", Team: "teams", Tag: "tags"}


def uses_of(place: PlaceRow) -> dict[str, int]:
    """Return how many rows of each table refer to ``place``, rules that name it too.

    Past ones as well; zeros are left out.
    """
    uses = place_rows.uses_of(place)
    named = rules_naming(place.organisation_id, kind=KINDS[type(place)], pk=place.pk)
    return {**uses, "requirement": named} if named else uses


@transaction.atomic
def remove_place(*, place: PlaceRow, by: User, at: datetime) -> None:
    """Delete ``place``.

    :raises PlaceInUse: when rows refer to it, past ones too: the record stays true.
    """
    place_rows.lock(place.organisation)
    # The trail comes first: whoever is about to refer to the place has locked it, and is seen
    # once it is free.
    record(
        verb="removed-place",
        about=place,
        organisation_id=place.organisation_id,
        actor_id=by.pk,
        at=at,
    )
    if uses := uses_of(place):
        raise PlaceInUse(uses)
    place_rows.remove(place)
