"""Giving a learner a course."""

import pytest

from courses.audit.services import UnknownVerb
from courses.catalogue.models import Course
from courses.common.vocabulary import VERBS
from courses.learning import services as learning
from courses.learning.models import Completion, Enrolment
from courses.usecases.enrol_staff import NothingPublished, enrol_staff
from tests.people import NOON
from tests.small_course import make_small_course
from tests.tables import everything, trail


def give_amira(elm, course, **more):
    return enrol_staff(
        learner=elm.amira,
        organisation=elm.organisation,
        course=course,
        **{"reason": Enrolment.Reason.CHOSEN, "at": NOON, **more},
    )


def test_enrolling_opens_one_enrolment_on_the_newest_version(elm, harbour, small_course):
    newer = make_small_course(version="1.10.0")
    make_small_course(version="1.9.0")

    enrolment = give_amira(elm, small_course.course, actor_id=elm.lewis.pk)

    assert list(Enrolment.objects.all()) == [enrolment]
    assert (enrolment.learner, enrolment.organisation) == (elm.amira, elm.organisation)
    assert (enrolment.version, enrolment.course) == (newer, small_course.course)
    assert (enrolment.reason, enrolment.enrolled_at, enrolment.closed_at) == ("chosen", NOON, None)
    assert trail(elm.organisation.pk) == [("enrolled", "enrolment", enrolment.pk, elm.lewis.pk)]


def test_a_second_time_returns_the_open_enrolment_and_writes_nothing(elm, harbour, small_course):
    first = give_amira(elm, small_course.course)
    before = everything()

    second = give_amira(elm, small_course.course)

    assert second == first
    assert everything() == before


def test_a_newer_version_leaves_the_learner_where_they_began(elm, small_course):
    first = give_amira(elm, small_course.course)
    make_small_course(version="2.0.0")
    before = everything()

    assert give_amira(elm, small_course.course).version == first.version
    assert everything() == before


def test_taking_a_course_again_closes_the_met_enrolment_and_opens_another(elm, small_course):
    first = give_amira(elm, small_course.course)
    learning.complete(enrolment=first, how=Completion.How.QUIZ, minutes=13, at=NOON)

    second = give_amira(elm, small_course.course)

    rows = Enrolment.objects.order_by("pk").values_list("pk", "closed_at")
    assert list(rows) == [(first.pk, NOON), (second.pk, None)]


def test_each_organisation_has_an_enrolment_of_its_own(elm, harbour, small_course):
    first = give_amira(elm, small_course.course)

    second = enrol_staff(
        learner=harbour.callum,
        organisation=harbour.organisation,
        course=small_course.course,
        reason=Enrolment.Reason.REQUIRED,
        at=NOON,
    )

    assert list(Enrolment.objects.order_by("pk")) == [first, second]


def test_a_course_with_nothing_published_is_refused(elm, harbour):
    course = Course.objects.create(slug="not-yet")
    before = everything()

    with pytest.raises(NothingPublished, match="not-yet"):
        give_amira(elm, course)

    assert everything() == before


def test_without_its_audit_event_nothing_is_written(elm, small_course, monkeypatch):
    first = give_amira(elm, small_course.course)
    learning.complete(enrolment=first, how=Completion.How.QUIZ, minutes=13, at=NOON)
    before = everything()
    monkeypatch.delitem(VERBS, "enrolled")

    with pytest.raises(UnknownVerb):
        give_amira(elm, small_course.course)

    assert everything() == before
