"""Pure rules of the reminder that a lead sends by hand: what it names, and what it need not repeat.

It names whatever the person has to do or may renew, however far off; once a day. The stage that the
platform would have told them counts as told.
"""

from collections.abc import Iterable
from datetime import date

from courses.compliance.status import Finding
from courses.notifications.plan import USUAL, Plan
from courses.notifications.reminders import TELL, Wanted, stage_on


def wanted_by_hand(
    standings: Iterable[tuple[tuple[int, int], Finding]], *, on: date
) -> dict[int, list[Wanted]]:
    """Return what each of these people is to be reminded of on ``on``, by membership id.

    ``standings``: pairs of (membership id, course id) and finding. Whoever is in date, exempt or
    not required has none.
    """
    found: dict[int, list[Wanted]] = {}
    for (membership_id, course_id), finding in standings:
        if finding.state in TELL and finding.until is not None:
            stage, shorter = f"hand-{on.isoformat()}", finding.refresher_id
            one = Wanted(membership_id, course_id, finding.until, stage, shorter)
            found.setdefault(membership_id, []).append(one)
    return found


def told_with(wanted: Iterable[Wanted], *, on: date, plan: Plan = USUAL) -> list[Wanted]:
    """Return the stages that these reminders tell as well: those reached on ``on``."""
    return [
        Wanted(one.membership_id, one.course_id, one.due_on, stage)
        for one in wanted
        if (stage := stage_on(one.due_on, on, plan))
    ]
