"""Giving the people a lead has chosen a course by a day, and taking that back."""

from datetime import timedelta

import pytest
from django.db.models import F

from courses.accounts.membership import Membership
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.assignments import Assignment
from courses.compliance.audience import CHOSEN
from courses.compliance.models import Requirement
from courses.compliance.queries import rules_of, standings_of, standings_read, with_status
from courses.compliance.ranks import state_of
from courses.compliance.services import end, exempt, set_requirement
from courses.learning.models import CourseOpening, Enrolment
from courses.learning.services import record_outside
from courses.notifications.models import Reminder
from courses.usecases.send_reminders import send_reminders
from courses.usecases.set_course_opening import AskedBefore, set_course_opening
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, trail
from tests.usecases.choosing import act, event_of, foreseen_of, left_of, names

DAY = timedelta(days=1)
BY = TODAY + 40 * DAY


@pytest.fixture
def assign(elm, harbour, small_course):
    """Give the small course to these people of Elm Park by a day."""

    def call(*users, due_on=BY, **more):
        details = {"course": small_course.course_id, "due_on": due_on.isoformat()}
        return act(elm, "assign", *users, **(details | more))

    return call


@pytest.fixture
def trained(elm, small_course):
    """Record that somebody completed the small course some days before a day."""

    def record(user, day):
        record_outside(
            learner_id=user.pk,
            organisation_id=elm.organisation.pk,
            course=small_course.course,
            completed_on=day,
            minutes=60,
            evidence="Seen",
            at=NOON,
            actor_id=None,
        )

    return record


@pytest.fixture
def yearly(elm, small_course):
    """Return the rule that everybody completes the small course every year."""
    return set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON - 90 * DAY,
    )


def standing(elm, course, on, user=None):
    """Return somebody's state and day on ``on``, which the database finds too."""
    member, here = elm.membership(user or elm.amira), elm.organisation.pk
    found = standings_of([member], on=on)[member.pk, course.course_id]
    rules = rules_of([here])[here]
    ranked = with_status(Membership.objects.filter(pk=member.pk), rules=rules, on=on)
    assert state_of(ranked.values_list(F(f"rank_{course.course_id}"), flat=True)[0]) == found.state
    return found.state, found.until


def test_from_today_on_it_is_due_by_the_day_and_then_overdue(assign, elm, small_course):
    action = assign(elm.amira, elm.ash)

    assert names(action.result.done) == ["Amira Haddad", "Ash Turner"]
    rule = Requirement.objects.get()
    assert (rule.audience, rule.effective_from, rule.valid_months) == (CHOSEN, TODAY, None)
    rows = Assignment.objects.values_list("rule", "due_on", "valid_from", "recorded_by_id")
    assert list(rows) == [(rule.rule, BY, TODAY, elm.lewis.pk)] * 2
    days = (TODAY - DAY, TODAY, BY - 30 * DAY, BY, BY + DAY)
    assert [standing(elm, small_course, day) for day in days] == [
        ("not_required", None),
        ("due", BY),
        ("due_soon", BY),
        ("due_soon", BY),
        ("overdue", BY),
    ]
    assert standing(elm, small_course, TODAY, elm.noor) == ("not_required", None)
    assert event_of("assigned-chosen").details["people"] == 2


def test_it_is_begun_for_them_and_a_second_course_by_a_day_makes_no_second_rule(
    assign, elm, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assign(elm.amira)
        assign(elm.noor, due_on=BY - DAY)

    assert Requirement.objects.count() == 1
    learners = Enrolment.objects.values_list("learner", flat=True)
    assert sorted(learners) == sorted([elm.amira.pk, elm.noor.pk])
    assert [row[0] for row in trail(elm.organisation.pk)][:2] == [
        "set-requirement",
        "assigned-chosen",
    ]


def test_completing_it_once_is_enough_and_days_before_stay(assign, elm, trained, small_course):
    assign(elm.amira)
    trained(elm.amira, TODAY + 50 * DAY)

    days = (TODAY, BY + DAY, TODAY + 50 * DAY, TODAY + 900 * DAY)
    assert [standing(elm, small_course, day) for day in days] == [
        ("due", BY),
        ("overdue", BY),
        ("in_date", None),
        ("in_date", None),
    ]


def test_without_an_end_of_certificates_any_completion_would_count(assign, elm, small_course):
    type(small_course).objects.update(certificate_months=None)

    assign(elm.amira)

    assert Assignment.objects.get().counts_from is None


def test_only_what_its_certificate_would_still_cover_counts(assign, elm, trained, small_course):
    type(small_course).objects.update(certificate_months=12)
    trained(elm.amira, TODAY - 400 * DAY)
    assign(elm.amira)

    assert standing(elm, small_course, TODAY) == ("due", BY)
    trained(elm.amira, TODAY - 300 * DAY)
    assert standing(elm, small_course, TODAY) == ("in_date", None)


def test_given_again_after_it_has_run_out_it_is_due_again(assign, elm, trained, small_course):
    type(small_course).objects.update(certificate_months=1)
    assign(elm.amira, at=NOON - 90 * DAY, due_on=TODAY - 50 * DAY)
    trained(elm.amira, TODAY - 60 * DAY)
    before = standing(elm, small_course, TODAY)

    again = assign(elm.amira)

    assert before == ("in_date", None)
    assert names(again.result.done) == ["Amira Haddad"]
    assert standing(elm, small_course, TODAY) == ("due", BY)
    assert standing(elm, small_course, TODAY - DAY) == ("in_date", None)


def test_whoever_may_renew_it_completes_it_again_by_the_day(
    assign, elm, trained, yearly, small_course
):
    type(small_course).objects.update(certificate_months=12)
    trained(elm.amira, TODAY - 320 * DAY)
    foreseen = foreseen_of(elm, small_course, BY, elm.amira)

    assign(elm.amira)

    assert foreseen == [("Amira Haddad", "renewal_open", BY)]
    assert standing(elm, small_course, TODAY) == ("due", BY)


def test_of_two_days_the_earlier_counts_and_a_later_one_is_left_out(assign, elm, small_course):
    assign(elm.amira)
    later = assign(elm.amira, due_on=BY + DAY)
    sooner = assign(elm.amira, due_on=BY - 20 * DAY)

    assert left_of(later) == {"due-sooner": ["Amira Haddad"]}
    assert names(sooner.result.done) == ["Amira Haddad"]
    assert standing(elm, small_course, TODAY) == ("due_soon", BY - 20 * DAY)


def test_who_holds_it_or_is_excused_or_due_sooner_is_left_out(assign, elm, trained, yearly):
    trained(elm.noor, TODAY - 9 * DAY)
    exempt(
        membership=elm.membership(elm.ash),
        rule=yearly.rule,
        reason="On long leave",
        valid_from=TODAY,
        valid_until=BY,
        at=NOON,
    )

    action = assign(elm.amira, elm.noor, elm.ash)

    assert left_of(action) == {
        "due-sooner": ["Amira Haddad"],
        "holds-it": ["Noor Siddiqui"],
        "excused": ["Ash Turner"],
    }
    assert list(Assignment.objects.all()) == []


def test_a_day_that_has_passed_or_before_the_course_opens_is_for_nobody(assign, elm, small_course):
    assert left_of(assign(elm.amira, due_on=TODAY - DAY)) == {"day-passed": ["Amira Haddad"]}
    CourseOpening.objects.create(
        organisation=elm.organisation, course=small_course.course, opens_on=BY + DAY
    )
    assert left_of(assign(elm.amira)) == {"opens-later": ["Amira Haddad"]}
    CourseOpening.objects.update(opens_on=BY)
    assert names(assign(elm.amira).result.done) == ["Amira Haddad"]


def test_a_course_withdrawn_is_given_to_nobody(assign, elm, small_course):
    type(small_course).objects.filter(pk=small_course.pk).update(state="draft")

    assert left_of(assign(elm.amira)) == {"not-published": ["Amira Haddad"]}


def test_the_course_opens_no_later_than_the_first_day_given(assign, elm, small_course):
    assign(elm.amira, elm.noor)
    fields = {"organisation": elm.organisation, "course": small_course.course, "at": NOON}

    with pytest.raises(AskedBefore):
        set_course_opening(opens_on=BY + DAY, actor_id=elm.lewis.pk, **fields)
    set_course_opening(opens_on=BY, actor_id=elm.lewis.pk, **fields)


def test_a_lead_of_another_site_changes_nobody_here(assign, elm):
    action = assign(elm.amira, elm.ash, by=elm.noor)

    assert names(action.result.done) == ["Amira Haddad"]
    assert left_of(action) == {"not-here": ["Ash Turner"]}


def test_before_it_is_saved_it_is_known_who_would_change(assign, elm, small_course):
    before = everything()
    first = foreseen_of(elm, small_course, BY, elm.amira, elm.noor)
    assert everything() == before
    assign(elm.amira)

    assert first == [("Amira Haddad", "not_required", BY), ("Noor Siddiqui", "not_required", BY)]
    assert foreseen_of(elm, small_course, BY, elm.amira, elm.noor) == [
        ("Noor Siddiqui", "not_required", BY)
    ]


def test_as_it_was_known_before_nothing_was_asked(assign, elm, small_course):
    assign(elm.amira, at=NOON + DAY / 24)
    amira, here = elm.membership(elm.amira), elm.organisation.pk
    found = [
        standings_read([amira], rules=rules_of([here])[here], on=TODAY, known_at=known)
        for known in (NOON, NOON + DAY / 24)
    ]

    assert [one.finding(amira.pk, small_course.course_id).until for one in found] == [None, BY]


def test_ending_the_rule_asks_nobody_any_more_and_the_next_day_makes_another(
    assign, elm, small_course
):
    assign(elm.amira, at=NOON - 9 * DAY)
    end(requirement=Requirement.objects.get(), last_day=TODAY - DAY, at=NOON, actor_id=None)
    assert standing(elm, small_course, TODAY) == ("not_required", None)

    assign(elm.noor)

    assert Requirement.objects.current().values("rule").distinct().count() == 2
    assert standing(elm, small_course, TODAY, elm.noor) == ("due", BY)


def test_reminders_go_by_the_day_once_a_stage(assign, elm):
    assign(elm.amira, due_on=TODAY + 13 * DAY)
    for n in (0, 1, 11, 11, 14):
        send_reminders(at=NOON + n * DAY)

    mine = Reminder.objects.filter(membership=elm.membership(elm.amira)).order_by("pk")
    assert list(mine.values_list("due_on", "stage")) == [
        (TODAY + 13 * DAY, "before-14"),
        (TODAY + 13 * DAY, "before-3"),
        (TODAY + 13 * DAY, "overdue-0"),
    ]


@pytest.mark.parametrize("verb", ["assigned-chosen", "set-requirement"])
def test_nothing_is_given_where_the_trail_cannot_be_written(assign, elm, monkeypatch, verb):
    monkeypatch.delitem(VERBS, verb)
    before = everything()

    with pytest.raises(UnknownVerb):
        assign(elm.amira)

    assert everything() == before
