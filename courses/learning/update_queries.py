"""Questions about learning outside the courses: what was held, and who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.accounts.queries import people_in
from courses.common.scope import Scope
from courses.learning.updates import Presence, TeamUpdate


def updates_in(scope: Scope, *, newest: int = 100) -> list[TeamUpdate]:
    """Return the newest updates of the scope with ``people`` counted; one query."""
    rows = TeamUpdate.objects.visible_to(scope).select_related("site", "team")
    counted = rows.annotate(people=Count("presences"))
    return list(counted.order_by("-on", "-pk")[:newest])


def update_in(scope: Scope, reference: UUID) -> TeamUpdate | None:
    """Return this update where it is in the scope; None when missing or foreign."""
    rows = TeamUpdate.objects.visible_to(scope).filter(reference=reference)
    return rows.select_related("organisation", "site", "team", "course").first()


def update_by_reference(reference: UUID) -> TeamUpdate | None:
    """Return the update of this reference, in whatever organisation."""
    return TeamUpdate.objects.filter(reference=reference).first()


def people_of(update: TeamUpdate, scope: Scope) -> list[Membership]:
    """Return who of the scope was there, by name; one query."""
    people = Membership.objects.visible_to(scope).filter(presences__update=update)
    return list(people.select_related("user").order_by("user__folded_name", "pk"))


def people_to_add(
    update: TeamUpdate, scope: Scope, *, search: str = "", limit: int = 100
) -> list[Membership]:
    """Return people of the scope who work at its place and are not noted yet, by name."""
    there = Presence.objects.filter(update=update).values("membership")
    people = people_in(scope, site_id=update.site_id, team_id=update.team_id, search=search)
    return list(people.exclude(pk__in=there)[:limit])


def chosen_people(update: TeamUpdate, scope: Scope, ids: Sequence[int]) -> list[Membership]:
    """Return those of ``ids`` whom the scope opens at the place of the update, noted or not."""
    people = people_in(scope, site_id=update.site_id, team_id=update.team_id)
    return list(people.filter(pk__in=ids)) if ids else []


def presences_of(membership: Membership, *, known_at: datetime | None = None) -> list[Presence]:
    """Return what one member was at, as known at a moment, newest first; one query."""
    mine = standing_presences(known_at).filter(membership=membership)
    return list(mine.select_related("update").order_by("-update__on", "-pk"))


def learnt_elsewhere(*, learner: User) -> list[Presence]:
    """Return what one person was at in whatever organisation, newest first; one query."""
    mine = standing_presences(None).filter(membership__user=learner)
    return list(mine.select_related("update__organisation").order_by("-update__on", "-pk"))


def standing_presences(known_at: datetime | None) -> QuerySet[Presence]:
    """Return the presences at what was not taken back, as known at a moment."""
    if known_at is None:
        return Presence.objects.filter(update__withdrawn_at__isnull=True)
    return Presence.objects.filter(
        Q(update__withdrawn_at__isnull=True) | Q(update__withdrawn_at__gt=known_at),
        added_at__lte=known_at,
    )


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of the people of a scope were at an update since a day."""

    part: int
    whole: int


def reached_since(scope: Scope, since: date) -> Reached:
    """Return how many of the scope's people were at an update from ``since`` on; two queries."""
    people = people_in(scope).order_by()
    standing = standing_presences(scope.known_at)
    there = standing.filter(update__on__gte=since, update__on__lte=scope.on)
    return Reached(people.filter(pk__in=there.values("membership")).count(), people.count())


def first_talk(*, organisation_id: int, course_id: int, belief: str) -> date | None:
    """Return the day on which a belief was first talked through there, or None; one query."""
    talks = TeamUpdate.objects.standing().filter(
        organisation=organisation_id, course=course_id, belief=belief
    )
    return talks.order_by("on").values_list("on", flat=True).first()


def talks_on(scope: Scope, *, course_id: int, belief: str) -> list[TeamUpdate]:
    """Return when the scope's people talked a belief through, newest first; one query."""
    talks = TeamUpdate.objects.visible_to(scope).standing()
    mine = talks.filter(course=course_id, belief=belief).annotate(people=Count("presences"))
    return list(mine.order_by("-on", "-pk"))
