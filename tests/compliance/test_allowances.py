"""Later due days: which one counts on a day, and how far a due day can be put back."""

from datetime import date, timedelta

from courses.compliance.allowances import Extended, extension_on, latest_due, put_back, unspent

DUE = date(2026, 3, 1)
GIVEN = date(2026, 2, 20)
FIRST = Extended(GIVEN, None, date(2026, 3, 20))
SECOND = Extended(GIVEN, None, date(2026, 4, 1))
WEEKS = timedelta(weeks=12)


def test_the_furthest_day_counts_from_the_day_on_which_it_was_given():
    days = (GIVEN - timedelta(days=1), GIVEN, date(2026, 5, 1))

    assert [put_back(DUE, (SECOND, FIRST), day) for day in days] == [
        DUE,
        SECOND.due_on,
        SECOND.due_on,
    ]


def test_taken_back_it_counts_up_to_its_last_day():
    taken = Extended(GIVEN, date(2026, 2, 25), SECOND.due_on)

    found = [extension_on((taken,), date(2026, 2, day), due=DUE) for day in (25, 26)]

    assert found == [taken, None]


def test_a_completion_on_the_day_it_was_given_or_later_uses_it_up():
    after = Extended(GIVEN + timedelta(days=1), None, SECOND.due_on)

    assert unspent((FIRST, after), {GIVEN, date(2025, 1, 1)}) == (after,)
    assert unspent((FIRST, after), ()) == (FIRST, after)


def test_a_day_that_is_no_later_than_the_due_day_changes_nothing():
    assert extension_on((FIRST,), GIVEN, due=FIRST.due_on) is None
    assert put_back(FIRST.due_on, (FIRST,), GIVEN) == FIRST.due_on


def test_twelve_weeks_run_from_the_due_day_or_from_when_more_time_was_first_given():
    before, after = DUE - timedelta(days=9), DUE + timedelta(days=30)
    late = Extended(DUE + timedelta(days=10), None, DUE + timedelta(days=40))
    of_last_year = Extended(date(2025, 1, 1), None, date(2025, 2, 1))

    assert latest_due(DUE, (), today=before) == DUE + WEEKS
    assert latest_due(DUE, (), today=after) == after + WEEKS
    assert latest_due(DUE, (late, of_last_year), today=after) == late.valid_from + WEEKS
