"""Count that somebody used "Exit this page", without who they are."""

from datetime import datetime

from django.db import transaction

from courses.accounts.exits import add_exit
from courses.accounts.models import User
from courses.accounts.queries import places_of
from courses.common.dates import local_date


@transaction.atomic
def count_exit(*, user: User, at: datetime) -> None:
    """Count one use for the first organisation where ``user`` works; nothing for a stranger.

    Nor for whoever may do more there than learn: they could add uses of their own to a number that
    is too small to be shown, until it is. Kept is a number a month; not the person, the page or the
    moment, and no line in the trail.
    """
    place = next(iter(places_of(user=user, on=local_date(at))), None)
    if place is not None and not place.has_access:
        add_exit(organisation=place.organisation, on=local_date(at))
