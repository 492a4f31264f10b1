"""Writes of corridor checks. No transaction is opened here."""

from datetime import date, datetime

from django.db.models import F

from courses.accounts.membership import Membership
from courses.learning.corridor import CorridorCheck, CorridorTally
from courses.learning.corridor_rules import monday_of


def note_asked(*, membership: Membership, on: date, at: datetime, actor_id: int) -> bool:
    """Note that somebody was asked on a day; False where that is noted already."""
    _check, is_made = CorridorCheck.objects.get_or_create(
        membership=membership,
        on=on,
        defaults={
            "organisation_id": membership.organisation_id,
            "recorded_at": at,
            "recorded_by_id": actor_id,
        },
    )
    return is_made


def count_outcome(*, site_id: int, topic: str, on: date, was_confident: bool) -> None:
    """Count one outcome at a site in the week of ``on``, without the person; two statements."""
    column = "confident" if was_confident else "talked_through"
    tally, _is_made = CorridorTally.objects.get_or_create(
        site_id=site_id, topic=topic, week=monday_of(on)
    )
    CorridorTally.objects.filter(pk=tally.pk).update(**{column: F(column) + 1})
