"""Delete a site, team or job that nothing refers to."""

from datetime import datetime

from django.db import transaction

from courses.accounts import place_rows
from courses.accounts.models import User
from courses.accounts.place_rows import PlaceRow
from courses.audit.services import record


@transaction.atomic
def remove_place(*, place: PlaceRow, by: User, at: datetime) -> None:
    """Delete ``place``.

    :raises PlaceInUse: when rows refer to it, past ones too: the record stays true.
    """
    place_rows.lock(place.organisation)
    place_rows.remove(place)
    record(
        verb="removed-place",
        about=place,
        organisation_id=place.organisation_id,
        actor_id=by.pk,
        at=at,
    )
