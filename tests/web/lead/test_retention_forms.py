"""The forms of what is held: how far one may look ahead."""

from datetime import date

import pytest

from courses.web.lead.retention_forms import AheadForm, next_month

TODAY = date(2026, 12, 31)


def test_without_a_day_it_looks_to_the_first_of_the_next_month():
    form = AheadForm(today=TODAY, data={})

    assert (form.is_valid(), form.day) == (True, date(2027, 1, 1))
    assert next_month(date(2028, 2, 29)) == date(2028, 3, 1)


@pytest.mark.parametrize("day", ["2026-12-31", "2036-12-31"])
def test_a_day_from_today_to_ten_years_ahead_is_taken(day):
    form = AheadForm(today=TODAY, data={"by": day})

    assert (form.is_valid(), form.day.isoformat()) == (True, day)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-30", "Enter a day from today to ten years ahead"),
        ("2037-01-01", "Enter a day from today to ten years ahead"),
        ("soon", "Enter a real date, such as 1 9 2027"),
    ],
)
def test_any_other_is_named_and_the_next_month_shown(day, said):
    form = AheadForm(today=TODAY, data={"by": day})

    assert (form.is_valid(), form.errors["by"], form.day) == (False, [said], date(2027, 1, 1))
