"""Uses of "Exit this page" by month."""

from datetime import date

from courses.accounts.exits import ExitCount, add_exit, exits_in


def test_uses_are_counted_by_organisation_and_month(elm, harbour):
    for day in (date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)):
        add_exit(organisation=elm.organisation, on=day)
    add_exit(organisation=harbour.organisation, on=date(2026, 1, 9))

    rows = ExitCount.objects.order_by("organisation__slug", "month")
    assert [(str(row), row.organisation.slug, row.uses) for row in rows] == [
        ("2026-01", "elm-park", 2),
        ("2026-02", "elm-park", 1),
        ("2026-01", "harbour-trust", 1),
    ]


def test_the_last_six_months_that_are_over_are_told(elm, harbour, django_assert_num_queries):
    for day in (date(2025, 8, 31), date(2025, 9, 1), date(2026, 2, 28), date(2026, 3, 1)):
        add_exit(organisation=elm.organisation, on=day)

    with django_assert_num_queries(1):
        found = exits_in(organisation=elm.organisation, on=date(2026, 3, 3))

    assert list(found.items()) == [
        (date(2026, 2, 1), 1),
        (date(2026, 1, 1), 0),
        (date(2025, 12, 1), 0),
        (date(2025, 11, 1), 0),
        (date(2025, 10, 1), 0),
        (date(2025, 9, 1), 1),
    ]
