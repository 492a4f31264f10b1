"""Questions about corridor checks: whose turn it is, who was asked when, how topics go."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.accounts.queries import people_in, sites_in
from courses.common.scope import Scope
from courses.learning.corridor import CorridorCheck, CorridorTally
from courses.learning.corridor_rules import Outcomes, closed, term_start, whose_turn


@dataclass(frozen=True, slots=True)
class Turn:
    """Who may be drawn, and how far the term is: so many of so many were asked."""

    drawable: list[int]
    asked: int
    people: int

    @property
    def everybody_was_asked(self) -> bool:
        """Test whether the round of the term is over."""
        return bool(self.people) and self.asked == self.people


def turn_in(scope: Scope, *, site_id: int | None, but: int, away: Collection[int] = ()) -> Turn:
    """Return whose turn it is among the people of a site, or of the scope; two queries.

    ``but``: the user who asks, who is not drawn.
    """
    people = people_in(scope, site_id=site_id).exclude(user=but).order_by()
    ids = set(people.values_list("pk", flat=True))
    checks = CorridorCheck.objects.filter(
        organisation=scope.organisation_id, on__gte=term_start(scope.on)
    )
    counts = dict(checks.values_list("membership").annotate(times=Count("pk")))
    asked = {one: times for one, times in counts.items() if one in ids}
    return Turn(whose_turn(ids, asked, away=away), len(asked), len(ids))


def checks_of(membership: Membership, *, known_at: datetime | None = None) -> list[CorridorCheck]:
    """Return when one member was asked, as known at a moment, newest first; one query."""
    mine = CorridorCheck.objects.filter(membership=membership)
    if known_at is not None:
        mine = mine.filter(recorded_at__lte=known_at)
    return list(mine.order_by("-on"))


def checks_by(*, learner: User) -> list[CorridorCheck]:
    """Return when one person was asked, in whatever organisation, newest first; one query."""
    mine = CorridorCheck.objects.filter(membership__user=learner)
    return list(mine.select_related("organisation").order_by("-on"))


def tallies_in(scope: Scope, *, since: date) -> list[tuple[str, str, Outcomes]]:
    """Return (site, topic, outcomes) that may be shown, by name of the site; two queries.

    Of the batches that have closed since a day; every week is read, for they count from the first.
    """
    sites = {one.pk: one.name for one in sites_in(scope)}
    weeks: dict[tuple[int, str], list[tuple[date, Outcomes]]] = defaultdict(list)
    for tally in CorridorTally.objects.filter(site__in=sites):
        outcomes = Outcomes(tally.confident, tally.talked_through)
        weeks[tally.site_id, tally.topic].append((tally.week, outcomes))
    shown = [
        (sites[site], topic, closed(found, on=scope.on, since=since))
        for (site, topic), found in weeks.items()
    ]
    return sorted((one for one in shown if one[2].people), key=lambda one: (one[0], one[1]))
