"""Figures of first answers: whose count, what is wrong, and what other kinds of question say."""

import pytest

from courses.assessment.models import Response
from courses.catalogue.models import Item
from courses.common.scope import Scope
from courses.reporting.misunderstood import answered_by, questions_in
from courses.usecases.finish_attempt import finish_attempt
from tests.people import NOON, TODAY, make_member
from tests.small_course import answer_all, chosen, enrol, finish_lessons, open_attempt


@pytest.fixture
def ten(elm, small_course):
    """Let ten people of Elm Park take the same quiz twice, wrong first and right then."""
    for n in range(10):
        user = make_member(
            elm.organisation, elm.north, elm.teacher, f"P {n}", email=f"{n}@x.example"
        )
        enrolment = enrol(user, elm.organisation, small_course)
        finish_lessons(enrolment)
        for option in ("wait", "tell-lead"):
            attempt = open_attempt(enrolment, seed=option)
            answer_all(attempt, option)
            finish_attempt(attempt=attempt, at=NOON)


def test_only_first_attempts_count(elm, small_course, ten):
    whole = Scope(elm.organisation.pk, TODAY, whole=True)

    found = questions_in(whole, version_id=small_course.pk)

    assert [(q.answered.people, q.answered.right) for q in found] == [(10, 0), (10, 0)]
    assert {q.wrong.identifier for q in found} == {"wait"}
    assert Response.objects.filter(credit_numerator=1).count() == 20


def test_answers_under_another_organisation_are_not_counted(elm, harbour, small_course, ten):
    there = Scope(harbour.organisation.pk, TODAY, whole=True)

    assert questions_in(there, version_id=small_course.pk) == []
    assert questions_in(Scope(elm.organisation.pk, TODAY), version_id=small_course.pk) == []


def test_of_an_order_no_single_option_is_the_wrong_one(small_course):
    item = Item.objects.filter(version=small_course).first()
    item.kind = Item.Kind.ORDER

    found = answered_by(item, [(False, chosen("wait"))] * 10)

    assert (found.people, found.right, found.wrong) == (10, 0, {})


def test_what_was_stored_oddly_is_passed_over(small_course):
    item = Item.objects.filter(version=small_course).first()

    assert answered_by(item, [(False, {"chosen": "wait"}), (False, {})]).wrong == {}
