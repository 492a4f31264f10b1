"""For whom something may be to do in the days to come; the rest is left out at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from courses.compliance.allowances import Excused
from courses.compliance.audience import Audience, Period
from courses.compliance.status import Done, History
from courses.notifications.forecast import has_turns, may_come
from tests.compliance.histories import NORTH, RULE, TEACHER

FIRST, UNTIL = date(2026, 3, 3), date(2026, 5, 2)
STAY = Period(date(2024, 9, 2), None, TEACHER, NORTH, None)
HELD = History((STAY,), (RULE,), (Done(date(2026, 2, 1)),))


def test_who_is_in_date_all_the_while_or_not_asked_is_left_out():
    elsewhere = replace(RULE, audience=Audience(sites=(NORTH + 1,)))

    assert not may_come(HELD, first=FIRST, until=UNTIL)
    assert not may_come(replace(HELD, revisions=(elsewhere,)), first=FIRST, until=UNTIL)


@pytest.mark.parametrize(
    "changes",
    [
        {"completions": ()},
        {"completions": (Done(date(2025, 4, 20)),)},
        {"revisions": (RULE, replace(RULE, effective_from=UNTIL))},
        {"periods": (replace(STAY, valid_until=FIRST),)},
        {"exemptions": (Excused(date(2026, 1, 1), FIRST + timedelta(days=5)),)},
    ],
)
def test_whoever_may_have_something_to_do_is_kept(changes):
    assert may_come(replace(HELD, **changes), first=FIRST, until=UNTIL)


def test_what_turned_before_or_turns_after_does_not_matter():
    assert not has_turns(HELD, first=FIRST, until=UNTIL)
    assert has_turns(HELD, first=date(2024, 9, 2), until=UNTIL)
