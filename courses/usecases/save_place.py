"""Add, rename or move a site, team or job of an organisation."""

from datetime import datetime

from django.db import transaction

from courses.accounts import place_rows
from courses.accounts.models import User
from courses.accounts.place_rows import PlaceRow, StaffElsewhere
from courses.audit.services import record
from courses.common.dates import local_date


@transaction.atomic
def save_place(*, place: PlaceRow, by: User, at: datetime) -> PlaceRow:
    """Write ``place``, new or changed, and return it; its address stays what it is.

    What is there already, word for word, is returned and nothing is written.

    :raises NameTaken: when the organisation has another one of its kind and name.
    :raises OtherOrganisation: when the site of a team belongs elsewhere.
    :raises StaffElsewhere: when people of a team work at another site than it is to be of.
    """
    place_rows.lock(place.organisation)
    if there := place_rows.as_kept(place):
        return there
    before = place.pk
    if before and (away := place_rows.working_elsewhere(place, on=local_date(at))):
        raise StaffElsewhere(away)
    if not before:
        place_rows.save(place)
    # A change comes after the trail: until the commit nobody can refer to a team whose name
    # changes, and whoever waits for that has locked the trail.
    record(
        verb="saved-place",
        about=place,
        organisation_id=place.organisation_id,
        actor_id=by.pk,
        at=at,
        details={"before": before, "after": place.pk},
    )
    if before:
        place_rows.save(place)
    return place
