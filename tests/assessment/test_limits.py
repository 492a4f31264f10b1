"""What an organisation allows for the quiz of a course."""

import pytest
from django.db import IntegrityError, transaction

from courses.accounts.models import Preference
from courses.assessment.limits import (
    Limits,
    allowance_of,
    kept_limits,
    limits_of,
    set_limits,
)
from courses.assessment.models import QuizLimit
from courses.assessment.timing import Allowance
from courses.catalogue.models import Assessment
from tests.small_course import enrol


@pytest.fixture
def limit(elm, small_course):
    """Return how to set what Elm Park allows for the small course."""

    def to(minutes=None, tries=None):
        limits = Limits(minutes, tries)
        set_limits(organisation=elm.organisation, course=small_course.course, limits=limits)

    return to


def of(organisation, small_course):
    quiz = Assessment.objects.get(version=small_course)
    return limits_of(quiz, organisation_id=organisation.pk, course_id=small_course.course_id)


def test_nothing_set_is_no_limit(elm, small_course, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert kept_limits(elm.organisation.pk, small_course.course_id) == Limits(None, None)


def test_what_is_set_is_kept_and_set_anew(elm, harbour, small_course, limit):
    limit(30, 3)
    limit(40)

    assert kept_limits(elm.organisation.pk, small_course.course_id) == Limits(40, None)
    assert kept_limits(harbour.organisation.pk, small_course.course_id) == Limits()
    assert QuizLimit.objects.count() == 1


@pytest.mark.parametrize(
    ("own", "course", "found"),
    [
        ((None, None), (None, None), Limits(None, None)),
        ((None, None), (None, 5), Limits(None, 5)),
        ((30, 2), (20, 5), Limits(30, 2)),
        ((None, 2), (20, None), Limits(20, 2)),
    ],
)
def test_the_organisation_decides_and_the_course_where_it_does_not(
    elm, small_course, limit, own, course, found
):
    limit(*own)
    Assessment.objects.update(minutes_allowed=course[0], attempts_allowed=course[1])

    assert of(elm.organisation, small_course) == found


def test_extra_time_is_ones_own_word_or_the_leads_of_this_organisation(
    elm, harbour, small_course, django_assert_num_queries
):
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    member = elm.membership(elm.amira)
    found = []
    for own, given in ((0, 0), (25, 0), (25, 50), (100, 50)):
        Preference.objects.update_or_create(user=elm.amira, defaults={"extra_time_percent": own})
        type(member).objects.filter(pk=member.pk).update(extra_time_percent=given)
        with django_assert_num_queries(2):
            found.append(allowance_of(enrolment, Limits(30)))

    assert found == [Allowance(30, 0), Allowance(30, 8), Allowance(30, 15), Allowance(30, 30)]


def test_without_a_time_limit_nobody_is_asked(elm, small_course, django_assert_num_queries):
    enrolment = enrol(elm.amira, elm.organisation, small_course)

    with django_assert_num_queries(0):
        assert allowance_of(enrolment, Limits(None, 2)) is None


@pytest.mark.parametrize("limits", [Limits(0, None), Limits(None, 0)])
def test_a_limit_of_nothing_is_refused(elm, small_course, limits):
    with pytest.raises(IntegrityError), transaction.atomic():
        set_limits(organisation=elm.organisation, course=small_course.course, limits=limits)
