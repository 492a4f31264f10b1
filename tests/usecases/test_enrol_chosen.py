"""Giving a course to the people a lead has chosen."""

from datetime import timedelta

import pytest

from courses.compliance.services import exempt, set_requirement
from courses.learning.models import Enrolment
from courses.learning.services import complete
from courses.usecases.record_training import record_training
from tests.people import NOON, STARTED, TODAY
from tests.small_course import enrol
from tests.usecases.choosing import act, left_of, names

DAY = timedelta(days=1)


@pytest.fixture
def give(elm, harbour, small_course):
    """Give the small course to these people of Elm Park."""

    def call(*users, **more):
        return act(elm, "enrol", *users, course=small_course.course_id, **more)

    return call


@pytest.fixture
def trained(elm, small_course):
    """Record that somebody completed the small course some days ago."""

    def record(user, days):
        record_training(
            membership=elm.membership(user),
            course=small_course.course,
            completed_on=TODAY - days * DAY,
            minutes=60,
            evidence="Seen",
            at=NOON,
        )

    return record


def set_rule(elm, small_course, **more):
    fields = {"effective_from": STARTED, "due_days": 28, "valid_months": 12, "at": NOON}
    return set_requirement(
        organisation=elm.organisation, course=small_course.course, **(fields | more)
    )


def test_each_of_them_has_the_newest_version_open(elm, give, small_course):
    action = give(elm.amira, elm.noor)

    assert names(action.result.done) == ["Amira Haddad", "Noor Siddiqui"]
    rows = Enrolment.objects.order_by("pk").values_list("learner", "version", "reason", "closed_at")
    assert sorted(rows) == sorted(
        (user.pk, small_course.pk, "required", None) for user in (elm.amira, elm.noor)
    )


def test_who_has_it_holds_it_or_is_excused_keeps_that(elm, give, trained, small_course):
    rule = set_rule(elm, small_course)
    enrol(elm.amira, elm.organisation, small_course)
    trained(elm.noor, 9)
    trained(elm.grace, 360)
    exempt(
        membership=elm.membership(elm.ash),
        rule=rule.rule,
        reason="On long leave",
        valid_from=TODAY,
        valid_until=TODAY,
        at=NOON,
    )

    action = give(elm.amira, elm.noor, elm.ash, elm.grace)

    assert names(action.result.done) == ["Grace Whitfield"]
    assert left_of(action) == {
        "has-it": ["Amira Haddad"],
        "holds-it": ["Noor Siddiqui"],
        "excused": ["Ash Turner"],
    }


def test_without_a_rule_a_completion_counts_as_long_as_its_certificate(
    elm, give, trained, small_course
):
    small_course.certificate_months = 12
    type(small_course).objects.filter(pk=small_course.pk).update(certificate_months=12)
    trained(elm.amira, 300)
    trained(elm.noor, 400)

    action = give(elm.amira, elm.noor)

    assert names(action.result.done) == ["Noor Siddiqui"]
    assert left_of(action) == {"holds-it": ["Amira Haddad"]}


def test_an_enrolment_whose_course_was_met_is_closed_and_kept(elm, give, small_course):
    set_rule(elm, small_course)
    earlier = enrol(elm.amira, elm.organisation, small_course, at=NOON - 400 * DAY)
    complete(enrolment=earlier, how="lessons", minutes=60, at=NOON - 399 * DAY)

    give(elm.amira)

    earlier.refresh_from_db()
    assert earlier.closed_at == NOON
    assert Enrolment.objects.open().filter(learner=elm.amira).count() == 1


def test_a_course_that_is_not_published_is_given_to_nobody(elm, give, small_course):
    type(small_course).objects.filter(pk=small_course.pk).update(state="draft")

    action = give(elm.amira)

    assert (action.result.done, left_of(action)) == ((), {"not-published": ["Amira Haddad"]})
