"""The database's answer about standing, held equal to the pure rule on random histories."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.accounts.membership import Membership
from courses.accounts.models import Site
from courses.compliance.audience import Period
from courses.compliance.models import Requirement
from courses.compliance.queries import rules_of, with_status
from courses.compliance.ranks import rank_of_finding
from courses.compliance.status import Done, History, status_on
from courses.compliance.urgency import most_urgent
from courses.learning.models import Completion
from tests.compliance.histories import DAYS, cases, own_days
from tests.compliance.stored import HOUR, Stored
from tests.people import NOON


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.lists(cases(), min_size=1, max_size=3), days=st.lists(DAYS, min_size=2, max_size=4))
def test_the_database_finds_the_standing_that_the_rule_finds(elm, drawn, days):
    with transaction.atomic():
        stored = Stored(elm, drawn)

        for day in [*days, *(max(days) + timedelta(days=n) for n in (200, 560, 800))]:
            assert stored.asked(day) == stored.reckoned(drawn, day)

        transaction.set_rollback(True)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.lists(own_days(), min_size=2, max_size=2))
def test_by_a_day_of_ones_own_both_find_the_same_around_every_day(elm, drawn):
    turns = {
        day + timedelta(days=near)
        for history in drawn
        for one in history.assigned
        for day in (one.valid_until or one.due_on, one.due_on)
        for near in (-30, 0, 1)
    }
    turns |= {
        one.valid_from + timedelta(days=near)
        for history in drawn
        for one in history.periods[1:]
        for near in (-1, 0, 1, 2)
    }
    with transaction.atomic():
        stored = Stored(elm, drawn)

        for day in sorted(turns):
            assert stored.asked(day) == stored.reckoned(drawn, day)

        transaction.set_rollback(True)


ROWS = ("periods", "revisions", "completions", "exemptions", "tagged", "extensions", "assigned")


@st.composite
def lived(draw):
    """Draw histories, and for each row the hour it was recorded and that it was superseded."""
    drawn = draw(st.lists(cases(), min_size=1, max_size=2))
    hours = st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(1, 3)))
    lives = {}
    for n, history in enumerate(drawn):
        for kind in ROWS:
            for k in range(len(getattr(history, kind))):
                recorded, lasted = draw(hours)
                lives[n, kind, k] = recorded, None if lasted is None else recorded + lasted
    return drawn, lives


def known_by(hour, n, history, lives):
    """Return what of ``history`` was on record at ``hour``."""
    kept = {
        kind: tuple(
            row
            for k, row in enumerate(getattr(history, kind))
            for recorded, superseded in [lives[n, kind, k]]
            if recorded <= hour and (superseded is None or hour < superseded)
        )
        for kind in ROWS
    }
    return History(**kept)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=lived(), hour=st.integers(0, 5), day=DAYS)
def test_as_known_at_a_moment_the_database_finds_what_the_rule_finds(elm, drawn, hour, day):
    histories, lives = drawn
    with transaction.atomic():
        stored = Stored(elm, histories, lives)
        known = [known_by(hour, n, history, lives) for n, history in enumerate(histories)]

        assert stored.asked(day, NOON + HOUR * hour) == stored.reckoned(known, day)

        transaction.set_rollback(True)


def test_of_two_rules_for_one_course_the_most_urgent_stands(elm, small_course):
    ranks = {}
    for months in (12, 1):
        Requirement.objects.create(
            rule=uuid4(),
            organisation=elm.organisation,
            course=small_course.course,
            effective_from=date(2024, 9, 1),
            due_days=28,
            valid_months=months,
            recorded_at=NOON,
        )
        rules = rules_of([elm.organisation.pk])[elm.organisation.pk]
        Completion.objects.get_or_create(
            learner=elm.amira,
            organisation=elm.organisation,
            course=small_course.course,
            completed_at=NOON,
            completed_on=date(2025, 9, 1),
            defaults={"minutes": 1, "how": "recorded", "evidence": "Seen", "recorded_at": NOON},
        )
        mine = Membership.objects.filter(user=elm.amira)
        field = f"rank_{small_course.course_id}"
        found = with_status(mine, rules=rules, on=date(2026, 3, 3)).values_list(F(field), flat=True)
        ranks[months] = list(found)

    done = (Done(date(2025, 9, 1)),)
    periods = (Period(date(2024, 9, 2), None, elm.teacher.pk, elm.north.pk, None),)
    findings = [
        status_on(History(periods, rule.revisions, done), date(2026, 3, 3)) for rule in rules
    ]
    assert ranks == {
        12: [rank_of_finding(findings[0], on=date(2026, 3, 3))],
        1: [rank_of_finding(most_urgent(findings), on=date(2026, 3, 3))],
    }
    assert ranks[1] != ranks[12]


def test_people_of_a_site_are_asked_in_one_query(elm, small_course, django_assert_num_queries):
    Requirement.objects.create(
        rule=uuid4(),
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=date(2024, 9, 1),
        due_days=28,
        recorded_at=NOON,
    )
    rules = rules_of([elm.organisation.pk])[elm.organisation.pk]
    there = Membership.objects.filter(periods__site=Site.objects.get(slug="north"))

    with django_assert_num_queries(1):
        list(with_status(there, rules=rules, on=date(2026, 3, 3)))
