"""Writes about enrolments, progress and completions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from courses.learning import services
from courses.learning.models import CheckAnswer, Completion, Enrolment, LessonProgress
from tests.people import NOON
from tests.small_course import chosen
from tests.tables import everything

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def lesson(enrolment):
    return enrolment.version.lessons.get(identifier="first")


@pytest.fixture
def item(enrolment):
    return enrolment.version.items.get(identifier="check-one")


def test_enrolling_is_one_statement(elm, small_course, django_assert_num_queries):
    with django_assert_num_queries(1):
        enrolment = services.enrol(
            learner=elm.amira,
            organisation=elm.organisation,
            version=small_course,
            reason=Enrolment.Reason.CHOSEN,
            at=NOON,
        )

    (kept,) = Enrolment.objects.all()
    assert (kept, kept.course, kept.reason) == (enrolment, small_course.course, "chosen")


def test_closing_keeps_the_first_moment(enrolment, django_assert_num_queries):
    with django_assert_num_queries(1):
        services.close(enrolment=enrolment, at=NOON)
    services.close(enrolment=enrolment, at=LATER)

    assert Enrolment.objects.get().closed_at == NOON


def test_locking_returns_the_row_as_it_is_now(enrolment):
    Enrolment.objects.update(enrolled_at=LATER)

    with transaction.atomic():
        assert services.lock(enrolment=enrolment).enrolled_at == LATER


def test_a_closed_enrolment_is_written_no_more(enrolment):
    services.close(enrolment=enrolment, at=NOON)

    with transaction.atomic(), pytest.raises(services.EnrolmentClosed):
        services.lock(enrolment=enrolment)


def test_a_place_is_kept_by_one_statement_and_moves(enrolment, lesson, django_assert_num_queries):
    with django_assert_num_queries(1):
        services.keep_place(enrolment=enrolment, lesson=lesson, block="notice", at=NOON)
    services.keep_place(enrolment=enrolment, lesson=lesson, block="who", at=LATER)

    rows = LessonProgress.objects.values_list("last_block", "opened_at", "placed_at")
    assert list(rows) == [("who", NOON, LATER)]


def test_a_place_in_a_finished_lesson_leaves_it_finished(enrolment, lesson):
    services.keep_place(enrolment=enrolment, lesson=lesson, block="", at=NOON)
    services.complete_lesson(enrolment=enrolment, lesson=lesson, at=NOON)

    services.keep_place(enrolment=enrolment, lesson=lesson, block="who", at=LATER)

    assert LessonProgress.objects.get().completed_at == NOON


def test_the_first_answer_to_a_check_stays_and_the_latest_changes(
    enrolment, item, django_assert_num_queries
):
    for option, at in (("wait", NOON), ("tell-lead", LATER)):
        with django_assert_num_queries(1):
            services.answer_check(enrolment=enrolment, item=item, chosen=chosen(option), at=at)

    rows = CheckAnswer.objects.values_list("first_chosen", "latest_chosen", "answered_at")
    assert list(rows) == [(chosen("wait"), chosen("tell-lead"), LATER)]


def test_a_lesson_is_finished_once(enrolment, lesson, django_assert_num_queries):
    services.keep_place(enrolment=enrolment, lesson=lesson, block="", at=NOON)

    with django_assert_num_queries(1):
        assert services.complete_lesson(enrolment=enrolment, lesson=lesson, at=NOON) is True
    assert services.complete_lesson(enrolment=enrolment, lesson=lesson, at=LATER) is False
    assert LessonProgress.objects.get().completed_at == NOON


def test_a_lesson_never_opened_is_not_finished(enrolment, lesson):
    before = everything()

    assert services.complete_lesson(enrolment=enrolment, lesson=lesson, at=NOON) is False
    assert everything() == before


def test_a_completion_names_the_day_in_london(enrolment, django_assert_num_queries):
    half_past_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    with django_assert_num_queries(1):
        services.complete(
            enrolment=enrolment, how=Completion.How.LESSONS, minutes=13, at=half_past_midnight
        )

    (kept,) = Completion.objects.all()
    assert (kept.completed_at, kept.completed_on) == (half_past_midnight, date(2026, 7, 1))
    assert (kept.version, kept.minutes, kept.how) == (enrolment.version, 13, "lessons")
    assert kept.recorded_by_id == enrolment.learner_id


@pytest.mark.parametrize(
    ("on", "moment"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 15, 12, tzinfo=UTC)),
        (date(2026, 7, 15), datetime(2026, 7, 15, 11, tzinfo=UTC)),
    ],
)
def test_outside_training_takes_place_at_noon_in_london(enrolment, on, moment):
    services.record_outside(
        learner_id=enrolment.learner_id,
        organisation_id=enrolment.organisation_id,
        course=enrolment.course,
        completed_on=on,
        minutes=60,
        evidence="Seen",
        at=NOON,
        actor_id=None,
    )

    (kept,) = Completion.objects.all()
    assert (kept.completed_on, kept.completed_at, kept.version) == (on, moment, None)


def test_first_answers_are_kept_by_one_statement_and_stay(
    enrolment, item, django_assert_num_queries
):
    other = enrolment.version.items.get(identifier="check-two")
    services.answer_check(enrolment=enrolment, item=item, chosen=chosen("wait"), at=NOON)

    with django_assert_num_queries(1):
        given = {item: chosen("tell-lead"), other: chosen("ask")}
        services.answer_first(enrolment=enrolment, given=given, at=LATER)

    rows = CheckAnswer.objects.order_by("item").values_list(
        "item", "first_chosen", "latest_chosen", "answered_at"
    )
    assert list(rows) == [
        (item.pk, chosen("wait"), chosen("wait"), NOON),
        (other.pk, chosen("ask"), chosen("ask"), LATER),
    ]


@pytest.mark.parametrize("tested_out", [True, False])
def test_a_lesson_says_whether_it_was_known_beforehand(enrolment, lesson, tested_out):
    services.keep_place(enrolment=enrolment, lesson=lesson, block="", at=NOON)

    services.complete_lesson(enrolment=enrolment, lesson=lesson, at=NOON, tested_out=tested_out)
    services.complete_lesson(
        enrolment=enrolment, lesson=lesson, at=LATER, tested_out=not tested_out
    )

    progress = LessonProgress.objects.get()
    assert (progress.completed_at, progress.tested_out) == (NOON, tested_out)
