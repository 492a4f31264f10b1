"""Plans of reminders as rows."""

from datetime import date, time

from courses.notifications.models import QuietDays, ReminderPlan
from courses.notifications.plan import USUAL, Plan, Rest
from courses.notifications.planning import (
    add_quiet_days,
    days_of,
    plan_of,
    plans_of,
    quiet_days_of,
    remove_quiet_days,
    save_plan,
    words_of,
)

FIRST, LAST = date(2026, 12, 19), date(2027, 1, 3)


def test_without_rows_every_plan_is_the_usual_one(elm, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert plans_of() == {}
    assert plan_of(elm.organisation.pk) == USUAL


def test_a_plan_is_read_as_it_was_written(elm, harbour, django_assert_num_queries):
    changes = {
        "before": "21, 7",
        "every_days": 7,
        "repeats": 2,
        "quiet_from": time(18),
        "quiet_until": time(8),
        "paused_until": date(2026, 3, 5),
        "digest_on": 0,
        "opening": "Good morning",
        "closing": "Bye",
    }
    assert save_plan(organisation=elm.organisation, changes=changes) == sorted(changes)
    assert save_plan(organisation=elm.organisation, changes=changes) == []
    days = {"name": "Christmas", "first_day": FIRST, "last_day": LAST}
    assert add_quiet_days(organisation=elm.organisation, **days) is not None
    assert add_quiet_days(organisation=elm.organisation, **days) is None
    add_quiet_days(organisation=harbour.organisation, **days)

    with django_assert_num_queries(2):
        found = plans_of()

    rests = (Rest(FIRST, LAST),)
    assert found == {
        elm.organisation.pk: Plan(
            before=(21, 7),
            every_days=7,
            repeats=2,
            quiet_from=time(18),
            quiet_until=time(8),
            rests=rests,
            paused_until=date(2026, 3, 5),
            digest_on=0,
            opening="Good morning",
            closing="Bye",
        ),
        harbour.organisation.pk: Plan(rests=rests),
    }
    assert plans_of([harbour.organisation.pk]) == {harbour.organisation.pk: Plan(rests=rests)}
    assert ReminderPlan.objects.count() == 1


def test_quiet_days_that_are_over_are_listed_no_more_and_foreign_ones_stay(elm, harbour):
    mine = add_quiet_days(
        organisation=elm.organisation, name="Christmas", first_day=FIRST, last_day=LAST
    )

    assert quiet_days_of(elm.organisation.pk, on=LAST) == [mine]
    assert quiet_days_of(elm.organisation.pk, on=date(2027, 1, 4)) == []
    assert remove_quiet_days(organisation=harbour.organisation, pk=mine.pk) is False
    assert remove_quiet_days(organisation=elm.organisation, pk=mine.pk) is True
    assert list(QuietDays.objects.all()) == []


def test_days_are_numbers_with_commas():
    assert (days_of("3, 30,14,,3"), words_of([3, 30, 14])) == ((30, 14, 3), "30, 14, 3")
