"""Pure: the days of one person and course cut into stretches on which no fact changes.

Within a stretch time alone moves a standing on: in date, renewal open, due, due soon, overdue, each
from a day that can be told beforehand. So a stretch holds days instead of states, and midnight
changes nothing in it. Every one is found by ``status_on``, which stays the one rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from courses.compliance.ranks import HELD
from courses.compliance.status import DUE_SOON_DAYS, Finding, History, State, status_on
from courses.compliance.urgency import most_urgent

DAY = timedelta(days=1)
NEVER, LAST = date.min, date.max
# The order in which time moves a standing on while nothing else happens.
IN_TIME = (State.IN_DATE, State.RENEWAL_OPEN, State.DUE, State.DUE_SOON, State.OVERDUE)
BEGINS = dict(zip(IN_TIME[1:], ("renew_from", "todo_from", "soon_from", "late_from"), strict=True))


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of days; what does not come about within it comes on ``date.max``.

    ``held_until``: the last day of what is held, ``date.min`` where nothing is. ``renew_from``,
    ``todo_from``, ``soon_from``, ``late_from``: the first day on which the standing is renewal
    open, due, due soon, overdue, or one that comes after it in time. ``due_on``: the due day of
    what is to do in it. ``refresher_id``: the shorter course that would do throughout.
    """

    first_day: date
    last_day: date = LAST
    is_excused: bool = False
    held_until: date = NEVER
    renew_from: date = LAST
    todo_from: date = LAST
    soon_from: date = LAST
    late_from: date = LAST
    due_on: date | None = None
    refresher_id: int | None = None

    def state_on(self, day: date) -> State:
        """Return the state on ``day``, one of the stretch."""
        if self.is_excused:
            return State.EXEMPT
        begun = [state for state in BEGINS if getattr(self, BEGINS[state]) <= day]
        return begun[-1] if begun else State.IN_DATE


def stretches_of(histories: Sequence[History], *, since: date = NEVER) -> list[Stretch]:
    """Return the stretches of one person from ``since`` on, under every rule for one course.

    Days on which no rule names the person are in none.
    """
    made: list[Stretch] = []
    for day, finding in changes(histories, since=since):
        open_one = made.pop() if made and made[-1].last_day == LAST else None
        if open_one is not None and goes_on(open_one, finding, day):
            made.append(moved_on(open_one, finding, day))
            continue
        if open_one is not None:
            made.append(replace(open_one, last_day=day - DAY))
        if finding.state is not State.NOT_REQUIRED:
            begun = Stretch(day, refresher_id=finding.refresher_id)
            made.append(moved_on(begun, finding, day))
    return made


def goes_on(stretch: Stretch, finding: Finding, day: date) -> bool:
    """Test whether what was found on ``day`` is what time alone makes of ``stretch``."""
    if finding.state not in IN_TIME or stretch.is_excused:
        return finding.state is State.EXEMPT and stretch.is_excused
    if IN_TIME.index(finding.state) < IN_TIME.index(stretch.state_on(day - DAY)):
        return False
    if finding.refresher_id != stretch.refresher_id:
        return False
    if finding.state in HELD:
        return stretch.held_until == (finding.until or LAST)
    return stretch.due_on in (None, finding.until)


def moved_on(stretch: Stretch, finding: Finding, day: date) -> Stretch:
    """Return ``stretch`` with what begins in it on ``day``."""
    if finding.state is State.EXEMPT:
        return replace(stretch, is_excused=True)
    if finding.state in HELD:
        stretch = replace(stretch, held_until=finding.until or LAST)
    else:
        stretch = replace(stretch, due_on=finding.until)
    reached = IN_TIME[1 : IN_TIME.index(finding.state) + 1]
    begun = {BEGINS[one]: min(getattr(stretch, BEGINS[one]), day) for one in reached}
    return replace(stretch, **begun)


def changes(histories: Sequence[History], *, since: date) -> Iterator[tuple[date, Finding]]:
    """Yield each day from ``since`` on on which the standing may become another, and which."""
    days = sorted({since, *(day for one in histories for day in turns_of(one) if day > since)})
    for first, after in pairwise([*days, None]):
        day = first
        while day is not None and (after is None or day < after):
            findings = [status_on(one, day) for one in histories]
            yield day, most_urgent(findings)
            following = [next_change(f, h, day) for f, h in zip(findings, histories, strict=True)]
            day = min((one for one in following if one is not None), default=None)


def side_by_side(
    before: Sequence[History], after: Sequence[History], *, since: date
) -> Iterator[tuple[date, Finding, Finding]]:
    """Yield each day from ``since`` on on which one of two standings may become another, with both.

    One person's, under the rules as they are and as they would be.
    """
    was, will = (dict(changes(one, since=since)) for one in (before, after))
    one, other = was[since], will[since]
    for day in sorted({*was, *will}):
        one, other = was.get(day, one), will.get(day, other)
        yield day, one, other


def turns_of(history: History) -> Iterator[date]:
    """Yield each day on which a fact of ``history`` begins, or has just ended."""
    for first, last in history.spans():
        yield from ends_of(first, last)
    for revision in history.revisions:
        yield from ends_of(revision.effective_from, revision.effective_until)
    for excused in history.exemptions:
        yield from ends_of(excused.valid_from, excused.valid_until)
    for extended in history.extensions:
        yield from ends_of(extended.valid_from, extended.valid_until)
    for done in history.completions:
        yield done.completed_on


def ends_of(first: date, last: date | None) -> Iterator[date]:
    """Yield the first day, and the day after the last where there is one."""
    yield first
    if last is not None and last < LAST:
        yield last + DAY


def next_change(finding: Finding, history: History, day: date) -> date | None:
    """Return the next day after ``day`` on which time makes another state of ``finding``.

    None where it never does.
    """
    if finding.until is None or finding.state not in IN_TIME[:-1]:
        return None
    after = finding.until + DAY
    if finding.state is State.IN_DATE:
        revision = history.revision_on(day)
        window = revision.renew_window_days if revision else 0
        after -= timedelta(days=window)
    elif finding.state is State.DUE:
        after -= timedelta(days=DUE_SOON_DAYS + 1)
    return max(after, day + DAY)
