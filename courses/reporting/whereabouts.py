"""Where people worked when they took a quiz, as known then, so that no change moves a figure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from courses.accounts.membership import MembershipPeriod
from courses.common.dates import local_date
from courses.common.scope import Scope


@dataclass(frozen=True, slots=True)
class Stay:
    """One place and job of somebody: ids of site and team, names of site, team and job."""

    site_id: int
    team_id: int | None
    site: str
    team: str | None
    role: str

    def is_in(self, scope: Scope) -> bool:
        """Test whether ``scope``, a part of the organisation, opens the place."""
        return self.site_id in scope.site_ids or self.team_id in scope.team_ids


def stays_of(moments: Mapping[int, datetime], *, organisation_id: int) -> dict[int, list[Stay]]:
    """Return where each learner worked at a moment of their own, as known then; one query.

    ``moments``: by learner. Who moved, left or was put elsewhere since stays where they were. Of
    whom no place was known by then, the one that was recorded first after it.
    """
    rows = MembershipPeriod.objects.filter(organisation=organisation_id).values_list(
        *("membership__user", "recorded_at", "superseded_at", "valid_from", "valid_until"),
        *("site", "team", "site__name", "team__name", "role__name"),
    )
    found: dict[int, list[Stay]] = defaultdict(list)
    first_known: dict[int, datetime] = {}
    for learner, recorded_at, superseded_at, first_day, last_day, *place in rows.order_by(
        "recorded_at", "pk"
    ):
        moment = moments.get(learner)
        if moment is None or (superseded_at is not None and superseded_at <= moment):
            continue
        if not first_day <= (day := local_date(moment)) <= (last_day or day):
            continue
        known_from = max(recorded_at, moment)
        if first_known.setdefault(learner, known_from) == known_from:
            found[learner].append(Stay(*place))
    return found


def learners_in(scope: Scope, stays: Mapping[int, Sequence[Stay]]) -> set[int]:
    """Return who worked at a place that ``scope`` opens."""
    return {learner for learner, places in stays.items() if any(one.is_in(scope) for one in places)}
