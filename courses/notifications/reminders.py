"""Pure rules of reminders: which stage a due day has reached, and what is still to be said.

The stages are those of the organisation's plan; usually 30, 14 and 3 days before the due day, the
day after it, and then every 14 days, four times. Whoever has just been invited or given the course
is left in peace for two days first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from courses.compliance.status import Finding, State
from courses.notifications.plan import USUAL, Plan

QUIET_DAYS = 2
NO_PLANS: Mapping[int, Plan] = {}
# In date with the renewal open counts too: the last day of what is held is the day to renew by.
TELL = {State.DUE, State.DUE_SOON, State.OVERDUE, State.RENEWAL_OPEN}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One reminder that one person is to have: about which course, due when, at which stage.

    ``refresher_id`` is the shorter course that renews it, where one would do.
    """

    membership_id: int
    course_id: int
    due_on: date
    stage: str
    refresher_id: int | None = field(default=None, compare=False)

    @property
    def ways(self) -> list[int]:
        """Return the courses that would do, the shorter one first."""
        return [self.course_id] if not self.refresher_id else [self.refresher_id, self.course_id]


def stage_on(due: date, on: date, plan: Plan = USUAL) -> str:
    """Return the stage that ``due`` has reached on ``on``: the latest, where days were missed.

    Empty while the due day is further ahead than the first stage. After the last stage nothing
    follows it.
    """
    ahead = (due - on).days
    if ahead >= 0:
        reached = min((days for days in plan.before if ahead <= days), default=None)
        return "" if reached is None else f"before-{reached}"
    return f"overdue-{min((-ahead - 1) // plan.every_days, plan.repeats)}"


def is_too_fresh(finding: Finding, *, told_on: date | None, on: date) -> bool:
    """Test whether ``on`` is too soon after ``told_on``, the day of invitation or assignment.

    Never on that day, and not on the two days after it unless the due day is that day or the next.
    Whoever did the course before knows it, and is reminded on the day as ever.
    """
    if told_on is None or finding.until is None or "never-completed" not in finding.reasons:
        return False
    if on <= told_on:
        return True
    return (on - told_on).days <= QUIET_DAYS and not 0 <= (finding.until - on).days <= 1


def wanted_on(
    standings: Iterable[tuple[tuple[int, int], Finding]],
    *,
    told: Mapping[tuple[int, int], date],
    on: date,
    plans: Mapping[int, Plan] = NO_PLANS,
) -> list[Wanted]:
    """Return the reminders that these standings have reached on ``on``, the most urgent first.

    ``standings``: pairs of (membership id, course id) and finding. ``told``: by the same ids, when
    somebody was last invited or given the course. ``plans``: by membership id, where it is not the
    usual one; on a day of rest nobody is reminded, and the next day tells the stage of then.
    Whoever is in date, exempt or not required has none.
    """
    found = []
    for (membership_id, course_id), finding in standings:
        plan = plans.get(membership_id, USUAL)
        if finding.state not in TELL or finding.until is None or plan.rests_on(on):
            continue
        if is_too_fresh(finding, told_on=told.get((membership_id, course_id)), on=on):
            continue
        if stage := stage_on(finding.until, on, plan):
            wanted = Wanted(membership_id, course_id, finding.until, stage, finding.refresher_id)
            found.append(wanted)
    return sorted(found, key=lambda one: (one.due_on, one.membership_id, one.course_id))
