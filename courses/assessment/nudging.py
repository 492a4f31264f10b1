"""Pure rules of nudges: two questions 1, 3 and 6 months after somebody was asked in passing.

Spaced recall keeps what was learnt (Latimier et al. 2021). A nudge is a refresher of its own stage,
told from the others by a number above theirs: the days from the completion to the nudge.
"""

from datetime import date, timedelta

from courses.assessment.refresher import FRESH_DAYS
from courses.common.dates import add_months

MONTHS = (1, 3, 6)
QUESTIONS = 2
ABOVE = 100  # stages of nudges begin here; those of refreshers end below, at STAGES


def earliest_check(on: date) -> date:
    """Return the first day of a check that may have a nudge on ``on``."""
    return add_months(on - timedelta(days=FRESH_DAYS), -max(MONTHS)) - timedelta(days=3)


def due_on(checked_on: date, on: date) -> date | None:
    """Return the day of the nudge that is to be offered on ``on``, or None where there is none.

    One that was missed for a week or longer is left out; the next one comes.
    """
    for months in MONTHS:
        due = add_months(checked_on, months)
        if timedelta(0) <= on - due < timedelta(days=FRESH_DAYS):
            return due
    return None


def stage_of(completed_on: date, due: date) -> int:
    """Return the stage of a nudge of ``due``; 0 where the course was met on that day or later."""
    days = (due - completed_on).days
    return ABOVE + days if days > 0 else 0


def is_nudge(stage: int) -> bool:
    """Test whether a stage is that of a nudge."""
    return stage > ABOVE


def kind_of(stage: int, *, again: bool) -> str:
    """Return what an offer of questions is called: again, nudge or refresher."""
    if again:
        return "again"
    return "nudge" if is_nudge(stage) else "refresher"
