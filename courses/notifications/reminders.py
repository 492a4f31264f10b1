"""Pure rules of reminders: which stage a due day has reached, and what is still to be said.

Stages: 30, 14 and 3 days before the due day; the day after it; then every 14 days, four times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from courses.compliance.status import Finding, State

BEFORE = (3, 14, 30)
EVERY_DAYS = 14
REPEATS = 4
# In date with the renewal open counts too: the last day of what is held is the day to renew by.
TELL = {State.DUE, State.DUE_SOON, State.OVERDUE, State.RENEWAL_OPEN}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One reminder that one person is to have: about which course, due when, at which stage."""

    membership_id: int
    course_id: int
    due_on: date
    stage: str


def stage_on(due: date, on: date) -> str:
    """Return the stage that ``due`` has reached on ``on``: the latest, where days were missed.

    Empty while the due day is more than 30 days ahead. After the last stage nothing follows it.
    """
    ahead = (due - on).days
    if ahead >= 0:
        reached = next((days for days in BEFORE if ahead <= days), None)
        return "" if reached is None else f"before-{reached}"
    return f"overdue-{min((-ahead - 1) // EVERY_DAYS, REPEATS)}"


def wanted_on(standings: Iterable[tuple[tuple[int, int], Finding]], *, on: date) -> list[Wanted]:
    """Return the reminders that these standings have reached on ``on``, the most urgent first.

    ``standings``: pairs of (membership id, course id) and finding. Whoever is in date, exempt or
    not required has none.
    """
    found = []
    for (membership_id, course_id), finding in standings:
        if finding.state not in TELL or finding.until is None:
            continue
        if stage := stage_on(finding.until, on):
            found.append(Wanted(membership_id, course_id, finding.until, stage))
    return sorted(found, key=lambda one: (one.due_on, one.membership_id, one.course_id))
