"""When two questions come after somebody was asked in passing."""

from datetime import date, timedelta

from courses.assessment.nudging import ABOVE, due_on, earliest_check, is_nudge, kind_of, stage_of
from courses.assessment.refresher import STAGES

CHECKED = date(2026, 1, 31)


def test_a_nudge_comes_after_one_three_and_six_months_for_a_week():
    days = [CHECKED + timedelta(days=n) for n in range(200)]

    found = {due_on(CHECKED, day): day for day in days if due_on(CHECKED, day)}

    assert found == {
        date(2026, 2, 28): date(2026, 3, 6),
        date(2026, 4, 30): date(2026, 5, 6),
        date(2026, 7, 31): date(2026, 8, 6),
    }


def test_no_check_that_has_a_nudge_is_too_old_to_be_looked_at():
    for checked in (date(2023, 12, 1) + timedelta(days=5 * n) for n in range(90)):
        for on in (checked + timedelta(days=n) for n in range(200)):
            assert due_on(checked, on) is None or checked >= earliest_check(on)


def test_the_stage_of_a_nudge_lies_above_every_other():
    assert stage_of(date(2026, 1, 1), date(2026, 2, 28)) == 158
    assert stage_of(date(2026, 2, 28), date(2026, 2, 28)) == 0
    assert [is_nudge(stage) for stage in (1, STAGES, 101)] == [False, False, True]
    assert [kind_of(101, again=True), kind_of(101, again=False), kind_of(1, again=False)] == [
        "again",
        "nudge",
        "refresher",
    ]


def test_stages_of_nudges_lie_above_those_of_refreshers():
    assert ABOVE > STAGES
