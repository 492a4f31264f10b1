"""Pure numbers for standings, so that a database can compare and choose among them.

A rank is the place in the order of urgency, and within a state that is held how soon it ends; the
least of several ranks is the standing that stands, as in ``most_urgent``.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from courses.compliance.status import DUE_SOON_DAYS, Finding, Revision, State
from courses.compliance.urgency import URGENCY

# A held standing ends within 30 days, in 31 to 60, in 61 to 90, or later.
BANDS = (30, 60, 90)
WIDTH = len(BANDS) + 1
LATER = len(BANDS)
DAY = timedelta(days=1)


def rank_of(state: State, band: int = LATER) -> int:
    """Return the number of ``state``, of a held one with the band of days in which it ends."""
    return URGENCY.index(state) * WIDTH + band


def state_of(rank: int) -> State:
    """Return the state of which ``rank`` is a number."""
    return URGENCY[rank // WIDTH]


def band_of(days: int) -> int:
    """Return the band of a standing that ends in ``days`` days."""
    return next((n for n, limit in enumerate(BANDS) if days <= limit), LATER)


def rank_of_finding(finding: Finding, *, on: date) -> int:
    """Return the number of a finding made on ``on``."""
    if finding.state not in HELD or finding.until is None:
        return rank_of(finding.state)
    return rank_of(finding.state, band_of((finding.until - on).days))


HELD = (State.IN_DATE, State.RENEWAL_OPEN)


def ranks_with(states: tuple[State, ...], bands: tuple[int, ...] = ()) -> list[int]:
    """Return every number of ``states``, of all bands or of these."""
    wanted = bands or tuple(range(WIDTH))
    return [rank_of(state, band) for state in states for band in wanted]


def held_steps(window: int | None) -> list[tuple[int, int]]:
    """Return (days ahead, rank) of a held standing, the furthest step first.

    A standing still held that many days from now, and not held at the step before, has the rank.
    Without a window renewal is open all the time.
    """
    steps = sorted({0, window or 0, *(limit + 1 for limit in BANDS)}, reverse=True)
    return [
        (
            days,
            rank_of(
                State.RENEWAL_OPEN if window is None or days < window else State.IN_DATE,
                band_of(days),
            ),
        )
        for days in steps
    ]


def late_from(revision: Revision, on: date) -> date | None:
    """Return the day since which somebody must have been in the audience to be late on ``on``.

    None where the due day of the rule has not passed for anybody.
    """
    if revision.due_on is not None:
        return on - timedelta(days=1) if on > revision.due_on else None
    return on - timedelta(days=(revision.due_days or 0) + 1)


def soon_from(revision: Revision, on: date) -> date | None:
    """Return the day since which one must have been in the audience to be due soon on ``on``.

    ``on`` itself where everybody is who is not late; None where nobody is yet.
    """
    soon = on + timedelta(days=DUE_SOON_DAYS)
    if revision.due_on is not None:
        return on if revision.due_on <= soon else None
    return min(on, soon - timedelta(days=revision.due_days or 0))


def spells_of(revisions: tuple[Revision, ...], *, until: date) -> list[Revision]:
    """Return the revisions in force day by day up to ``until``, in order of time.

    Each with the days for which it stood; neighbours with the same audience are one spell.
    """
    turns = {revision.effective_from for revision in revisions}
    turns |= {r.effective_until + timedelta(days=1) for r in revisions if r.effective_until}
    days = [*sorted(day for day in turns if day <= until), until + timedelta(days=1)]
    spells: list[Revision] = []
    for first, after in pairwise(days):
        revision = next((one for one in revisions if one.in_force(first)), None)
        if revision is None:
            continue
        last = after - timedelta(days=1)
        if spells and joins(spells[-1], revision, first):
            spells[-1] = spell(revision, spells[-1].effective_from, last)
        else:
            spells.append(spell(revision, first, last))
    return spells


def joins(before: Revision, revision: Revision, first: date) -> bool:
    """Test whether ``revision`` from ``first`` on goes on where ``before`` ended, for the same."""
    follows = before.effective_until == first - timedelta(days=1)
    return follows and before.audience == revision.audience


def spell(revision: Revision, first: date, last: date) -> Revision:
    """Return ``revision`` as it stood from ``first`` to ``last``."""
    return replace(revision, effective_from=first, effective_until=last)


def has_gap(spells: list[Revision]) -> bool:
    """Test whether some day between the first and the last spell lies in none."""
    return any(
        before.effective_until is None or before.effective_until + DAY != after.effective_from
        for before, after in pairwise(spells)
    )
