"""A rule, and random histories of one person under revisions of it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from courses.compliance.audience import Audience, Period
from courses.compliance.status import Done, History, Revision

TEACHER, HELPER, NORTH, SOUTH, YEAR_4 = 1, 2, 10, 20, 30
RULE = Revision(
    effective_from=date(2024, 9, 1),
    effective_until=None,
    due_days=28,
    due_on=None,
    valid_months=12,
    renew_window_days=60,
)

DAYS = st.integers(0, 400).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
SPANS = st.lists(DAYS, min_size=1, max_size=6, unique=True).map(sorted)


@st.composite
def histories(draw):
    """Draw stays with gaps between them, and revisions of a rule for one site, with pauses."""
    days, bounds = draw(SPANS), draw(SPANS)
    stays = zip(days, [*(d - timedelta(days=1) for d in days[1:]), None], strict=True)
    rules = zip(bounds, [*(d - timedelta(days=1) for d in bounds[1:]), None], strict=True)
    periods = [
        Period(since, until, TEACHER, draw(st.sampled_from([NORTH, SOUTH])), None)
        for since, until in stays
    ]
    revisions = [
        replace(RULE, effective_from=since, effective_until=until, audience=Audience(sites=sites))
        for since, until in rules
        for sites in [draw(st.sampled_from([(), (NORTH,), (NORTH, SOUTH)]))]
    ]
    kept = [draw(st.booleans()) for _ in (*periods, *revisions)]
    completions = draw(st.lists(st.builds(Done, DAYS), max_size=3))
    return History(
        tuple(p for p, keep in zip(periods, kept, strict=False) if keep),
        tuple(r for r, keep in zip(revisions, kept[len(periods) :], strict=True) if keep),
        tuple(completions),
    )
