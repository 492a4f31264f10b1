from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.certification.models import Certificate
from courses.certification.own_record import (
    is_ours,
    is_withdrawn,
    names_of,
    own_record,
    shown_by,
    staff_code_of,
)
from courses.common.dates import add_months, local_date
from courses.learning.models import Completion
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.record_training import record_training
from tests.carrying import FIRST_ID
from tests.people import NOON, TODAY
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt


@pytest.fixture
def passed(elm, small_course):
    """Amira passed the small course today."""
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    finish_lessons(enrolment)
    attempt = open_attempt(enrolment)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=timezone.now())
    return Completion.objects.get()


def record_of(learner, on: date | None = None):
    return own_record(
        learner,
        name=learner.name,
        site_url="https://a.example",
        keys=settings.DATA_DIR / "keys",
        salt="5a17",
        on=on or local_date(timezone.now()),
    )


def test_it_says_what_was_completed_here_and_nothing_held_elsewhere(elm, passed, small_course):
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=TODAY,
        minutes=60,
        evidence="Another provider",
        at=NOON,
    )
    certificate = Certificate.objects.get()

    record = record_of(elm.amira)

    (row,) = record.completions
    assert (row.id, row.course, row.title) == (
        str(passed.thread),
        small_course.course.slug,
        "A small course",
    )
    assert (row.certificate, row.state, row.provider) == (certificate.number, "valid", "Elm Park")
    assert (row.completed_on, row.mode) == (passed.completed_on, "online")
    assert record.subject.identifier.is_of([elm.amira.email])
    assert record.until == add_months(local_date(timezone.now()), 12)


def test_what_a_withdrawn_certificate_stands_for_is_left_out(elm, passed):
    Certificate.objects.update(
        revoked_at=NOON, revoked_by_id=elm.lewis.pk, revoked_reason="A mistake"
    )

    assert record_of(elm.amira).completions == []
    assert is_withdrawn(str(passed.thread), learner_id=elm.amira.pk)


def test_what_stands_here_is_of_a_course_of_the_platform_itself(elm, passed, small_course):
    thread = str(passed.thread)
    assert (is_ours(thread), is_withdrawn(thread, learner_id=elm.amira.pk)) == (True, False)
    small_course.course.owner = elm.organisation
    small_course.course.save()

    assert not is_ours(thread)
    assert (is_ours(FIRST_ID), is_withdrawn(FIRST_ID, learner_id=elm.amira.pk)) == (False, False)


def test_a_completion_without_a_certificate_and_in_a_room_is_told_too(elm, passed):
    Certificate.objects.all().delete()
    Completion.objects.update(mode=Completion.Mode.ROOM)

    (row,) = record_of(elm.amira).completions

    assert (row.certificate, row.state, row.mode, row.editions) == (None, None, "room", [])


def test_a_passed_one_runs_out(elm, passed):
    later = local_date(timezone.now()) + timedelta(days=800)
    Certificate.objects.update(valid_until=later - timedelta(days=1))

    assert record_of(elm.amira, on=later).completions[0].state in {"expired", "valid"}


def test_the_names_on_certificates_may_be_chosen(elm, passed):
    Certificate.objects.update(printed_name="Amira Khan")

    assert names_of(elm.amira) == ["Amira Haddad", "Amira Khan"]
    assert names_of(elm.lewis) == ["Lewis Grant"]


def test_a_staff_code_stands_in_where_there_is_no_address(elm):
    User.objects.filter(pk=elm.amira.pk).update(email=None)
    elm.amira.refresh_from_db()

    assert record_of(elm.amira).subject.identifier.is_of(["E001"])
    assert shown_by(elm.amira) == ["", "E001"]
    Membership.objects.filter(user=elm.amira).update(staff_number="")
    assert staff_code_of(elm.amira) == ""
    assert record_of(elm.amira).subject.identifier is None
