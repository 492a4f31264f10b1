"""Writes of learning outside the courses. No transaction is opened here; each is one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Site, Team
from courses.catalogue.models import Course
from courses.learning.updates import Presence, TeamUpdate


@dataclass(frozen=True, slots=True)
class Held:
    """What was held: its kind, title, day, length, who led it, and for which place.

    ``course`` and ``belief`` where a team talk was about a wrong belief.
    """

    kind: str
    title: str
    on: date
    minutes: int
    led_by: str
    site: Site | None = None
    team: Team | None = None
    course: Course | None = None
    belief: str = ""


def log(
    *, organisation: Organisation, held: Held, reference: UUID, at: datetime, actor_id: int
) -> TeamUpdate:
    """Write down that something was held."""
    return TeamUpdate.objects.create(
        reference=reference,
        organisation=organisation,
        site=held.site,
        team=held.team,
        kind=held.kind,
        title=held.title,
        on=held.on,
        minutes=held.minutes,
        led_by=held.led_by,
        course=held.course,
        belief=held.belief,
        recorded_at=at,
        recorded_by_id=actor_id,
    )


def lock(*, update: TeamUpdate) -> TeamUpdate:
    """Return ``update`` as it is now, held for this transaction."""
    return TeamUpdate.objects.select_for_update(no_key=True).get(pk=update.pk)


def note_present(
    *, update: TeamUpdate, members: Sequence[Membership], at: datetime, actor_id: int
) -> list[Presence]:
    """Note those of ``members`` who are not noted yet; return what was written."""
    there = set(Presence.objects.filter(update=update).values_list("membership", flat=True))
    return Presence.objects.bulk_create(
        Presence(update=update, membership=one, added_at=at, added_by_id=actor_id)
        for one in dict.fromkeys(members)
        if one.pk not in there
    )


def take_back(*, update: TeamUpdate, at: datetime, actor_id: int) -> bool:
    """Take ``update`` back, everybody with it; False where it was taken back already."""
    standing = TeamUpdate.objects.standing().filter(pk=update.pk)
    return bool(standing.update(withdrawn_at=at, withdrawn_by_id=actor_id))
