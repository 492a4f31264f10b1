"""Pure rules of refreshers: when three questions come back, and which three.

The first about three weeks after the course was met, then every seven weeks until it is to be
renewed: evenly spaced retrieval does as well as growing gaps (Latimier et al. 2021), and the first
gap lies within 5 to 10 per cent of a year (Cepeda et al. 2008).
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from courses.assessment.selection import Drawn, PoolItem, option_order, rank

FIRST_DAYS, EVERY_DAYS = 21, 49
FEWER = 2  # whoever wishes for fewer has every second stage
AGAIN_DAYS = 14  # after which what was missed comes back once
FRESH_DAYS = 7  # a stage missed for longer than this is left out; the next one comes
STAGES = 24
QUESTIONS = 3
OPEN_DAYS = 30  # how long the link of a mail works
MONTHS_WITHOUT_END = 12  # of a course whose certificate does not end


def first_due(completed_on: date) -> date:
    """Return the day of the first refresher of a course met on ``completed_on``."""
    return completed_on + timedelta(days=FIRST_DAYS)


def stage_on(completed_on: date, on: date, *, fewer: bool = False) -> int:
    """Return the stage that is to be offered on ``on``, from 1; 0 where none is."""
    since = (on - first_due(completed_on)).days
    if since < 0 or since % EVERY_DAYS >= FRESH_DAYS or since // EVERY_DAYS >= STAGES:
        return 0
    passed = since // EVERY_DAYS
    return 0 if fewer and passed % FEWER else passed + 1


def last_day(offered_on: date) -> date:
    """Return the last whole day on which what was offered on ``offered_on`` can be answered."""
    return offered_on + timedelta(days=OPEN_DAYS - 1)


def next_day(completed_on: date, on: date, *, fewer: bool = False) -> date | None:
    """Return the day after ``on`` on which the next stage is due; None after the last stage."""
    first = first_due(completed_on)
    passed = max(0, (on - first).days // EVERY_DAYS + 1)
    if fewer:
        passed += passed % FEWER
    return first + timedelta(days=passed * EVERY_DAYS) if passed < STAGES else None


def days_answered(on: date) -> tuple[date, date]:
    """Return the first and the last day on which what comes back on ``on`` was answered."""
    return (
        on - timedelta(days=AGAIN_DAYS + FRESH_DAYS - 1),
        on - timedelta(days=AGAIN_DAYS),
    )


def weeks_until(day: date, on: date) -> int:
    """Return how many weeks from ``on`` it is to ``day``, about, and at least one."""
    return max(1, round((day - on).days / 7))


def days_completed(on: date) -> list[date]:
    """Return the days on which a course was met that has a stage to be offered on ``on``."""
    return [
        on - timedelta(days=FIRST_DAYS + stage * EVERY_DAYS + late)
        for stage in range(STAGES)
        for late in range(FRESH_DAYS)
    ]


def questions_for(
    pool: Sequence[PoolItem],
    *,
    mine: Sequence[str],
    colleagues: Sequence[str],
    asked: Mapping[str, int],
    seed: str,
) -> tuple[Drawn, ...]:
    """Return three questions, or as many as the pool has, of different outcomes where it can be.

    ``mine``: outcomes this person got wrong, the most missed first; two of them come first, then
    what ``colleagues`` miss most, then the rest. Of an outcome the question asked least comes
    first: ``asked`` counts how often this person met each.
    """
    ranked = sorted(
        pool, key=lambda item: (asked.get(item.identifier, 0), rank(seed, item.identifier))
    )
    outcomes = sorted({item.outcome for item in pool}, key=lambda outcome: rank(seed, outcome))
    order = dict.fromkeys([*mine[:2], *colleagues[:1], *mine, *colleagues, *outcomes])
    rounds = zip_longest(*([item for item in ranked if item.outcome == one] for one in order))
    found = [item for round_ in rounds for item in round_ if item is not None]
    return drawn_from(found[:QUESTIONS], seed=seed)


def drawn_from(items: Sequence[PoolItem], *, seed: str) -> tuple[Drawn, ...]:
    """Return ``items`` as they are asked, their options in an order of their own."""
    return tuple(Drawn(item.identifier, option_order(item, seed)) for item in items)
