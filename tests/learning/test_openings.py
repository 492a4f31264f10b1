"""From which day the people of an organisation may begin a course."""

from datetime import timedelta

import pytest

from courses.learning.openings import (
    NotOpenYet,
    not_open_among,
    not_open_in,
    opening_of,
    refuse_unopened,
    set_opening,
)
from courses.learning.queries import enrolment_at
from courses.learning.services import keep_place
from tests.people import NOON, TODAY

LATER = TODAY + timedelta(days=30)


@pytest.fixture
def later(elm, enrolment):
    """Return the organisation and course of Amira's enrolment, which opens in 30 days."""
    set_opening(organisation=elm.organisation, course=enrolment.course, opens_on=LATER)
    return elm.organisation.pk, enrolment.course_id


def opens(enrolment, on=TODAY):
    found = enrolment_at(learner=enrolment.learner, registration=enrolment.registration, on=on)
    return found.opens_on


def test_without_a_day_a_course_is_open(elm, enrolment, django_assert_num_queries):
    here = {"organisation_id": elm.organisation.pk, "course_id": enrolment.course_id}
    assert (opening_of(**here), opens(enrolment)) == (None, None)
    refuse_unopened(**here, on=TODAY)
    assert not_open_in([elm.organisation.pk], on=TODAY) == {}
    with django_assert_num_queries(0):
        key = (elm.organisation.pk, enrolment.course_id)
        enrolment.opens_on = None
        assert not_open_among([key], {key: enrolment}, on=TODAY) == {}


def test_until_its_day_it_is_not_open_and_from_then_on_it_is(later, enrolment):
    organisation_id, course_id = later

    with pytest.raises(NotOpenYet) as refused:
        refuse_unopened(organisation_id=organisation_id, course_id=course_id, on=TODAY)

    assert refused.value.opens_on == LATER
    assert opens(enrolment) == LATER
    assert not_open_in([organisation_id], on=TODAY) == {later: LATER}
    assert not_open_among([later, (organisation_id, 0)], {}, on=TODAY) == {later: LATER}
    assert opens(enrolment, on=LATER) is None
    assert not_open_in([organisation_id], on=LATER) == {}
    refuse_unopened(organisation_id=organisation_id, course_id=course_id, on=LATER)


def test_another_organisation_has_its_own_days(later, harbour):
    assert not_open_in([harbour.organisation.pk], on=TODAY) == {}


def test_whoever_has_begun_goes_on(later, enrolment):
    lesson = enrolment.version.lessons.first()

    keep_place(enrolment=enrolment, lesson=lesson, block="", at=NOON)

    assert opens(enrolment) is None


def test_a_day_is_replaced_and_taken_away(later, elm, enrolment):
    set_opening(organisation=elm.organisation, course=enrolment.course, opens_on=None)

    assert opening_of(organisation_id=later[0], course_id=later[1]) is None
    assert opens(enrolment) is None
