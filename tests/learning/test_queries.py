"""Questions about one learner's enrolments, progress and completions."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.accounts import services as accounts
from courses.catalogue.outlines import outline_of
from courses.learning import queries, services
from courses.learning.models import Completion
from tests.people import NOON, STARTED, TODAY
from tests.pretesting import make_pretest_course
from tests.small_course import chosen, enrol, finish_lessons, make_small_course

LATER = NOON + timedelta(minutes=5)


def enrolled(elm, rows):
    """Enrol Amira in as many courses, titled in reverse, and return them by title."""
    made = [
        enrol(
            elm.amira,
            elm.organisation,
            make_small_course(slug=f"course-{number}", title=f"Course {rows - number}"),
        )
        for number in range(rows)
    ]
    return made[::-1]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_learner_sees_their_open_enrolments_by_title(
    elm, harbour, rows, django_assert_num_queries
):
    made = enrolled(elm, rows)
    enrol(harbour.callum, harbour.organisation, made[0].version)
    services.complete(enrolment=made[0], how=Completion.How.QUIZ, minutes=13, at=NOON)

    with django_assert_num_queries(1):
        found = queries.enrolments_of(learner=elm.amira, on=TODAY)
        shown = [(e.version.title, e.course.slug, e.organisation.slug) for e in found]

    assert found == made
    assert shown == [(f"Course {n}", f"course-{rows - n}", "elm-park") for n in range(1, rows + 1)]
    assert [e.is_complete for e in found] == [True] + [False] * (rows - 1)


def test_a_closed_enrolment_leaves_the_list_and_keeps_its_address(enrolment, elm):
    services.close(enrolment=enrolment, at=NOON)

    registration = enrolment.registration
    assert queries.enrolments_of(learner=elm.amira, on=TODAY) == []
    assert queries.enrolment_at(learner=elm.amira, registration=registration, on=TODAY) == enrolment


def test_an_enrolment_is_found_by_its_own_learner_alone(
    enrolment, elm, harbour, django_assert_num_queries
):
    registration = enrolment.registration

    with django_assert_num_queries(1):
        found = queries.enrolment_at(learner=elm.amira, registration=registration, on=TODAY)
        assert (found, found.is_complete) == (enrolment, False)
        assert found.organisation == elm.organisation
    for learner in (elm.lewis, harbour.callum):
        assert queries.enrolment_at(learner=learner, registration=registration, on=TODAY) is None
    assert queries.enrolment_at(learner=elm.amira, registration=uuid4(), on=TODAY) is None


def test_whoever_left_an_organisation_sees_its_courses_no_more(elm, harbour, small_course):
    mine = enrol(elm.sam, elm.organisation, small_course)
    last_day = elm.membership(elm.sam).periods.get().valid_until
    accounts.join(
        user=elm.sam,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=STARTED,
        at=NOON,
    )
    there = enrol(elm.sam, harbour.organisation, small_course)

    next_day = last_day + timedelta(days=1)
    assert queries.enrolments_of(learner=elm.sam, on=last_day) == [mine, there]
    assert queries.enrolments_of(learner=elm.sam, on=next_day) == [there]
    at = {"learner": elm.sam, "registration": mine.registration}
    assert queries.enrolment_at(**at, on=last_day) == mine
    assert queries.enrolment_at(**at, on=next_day) is None


def test_how_far_a_learner_is_in_each_lesson(enrolment, django_assert_num_queries):
    first, second = enrolment.version.lessons.order_by("position")
    item = enrolment.version.items.get(identifier="check-one")
    services.keep_place(enrolment=enrolment, lesson=first, block="who", at=NOON)
    services.answer_check(enrolment=enrolment, item=item, chosen=chosen("wait"), at=NOON)
    services.complete_lesson(enrolment=enrolment, lesson=first, at=LATER)

    outline_of(enrolment.version)
    with django_assert_num_queries(1):
        one, two = queries.lesson_states(enrolment)

    assert (one.identifier, one.title, one.minutes) == ("first", "First lesson", 6)
    assert (one.checks, one.chosen) == (("first-check",), {"first-check": chosen("wait")})
    assert (one.last_block, one.placed_at, one.completed) == ("who", NOON, True)
    assert (two.identifier, two.lesson_id, two.checks) == ("second", second.pk, ("second-check",))
    assert (two.chosen, two.last_block, two.placed_at, two.completed) == ({}, "", None, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_progress_of_several_enrolments_takes_two_queries(
    elm, harbour, rows, django_assert_num_queries
):
    made = enrolled(elm, rows)
    other = enrol(harbour.callum, harbour.organisation, made[0].version)
    finish_lessons(other)
    finish_lessons(made[-1])

    for one in made:
        outline_of(one.version)
    with django_assert_num_queries(2):
        states = queries.lesson_states_of(made)

    assert {pk: [state.completed for state in found] for pk, found in states.items()} == {
        one.pk: [one == made[-1]] * 2 for one in made
    }
    assert [state.unanswered for state in states[made[-1].pk]] == [(), ()]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_record_shows_every_completion_newest_first(
    elm, harbour, rows, django_assert_num_queries
):
    made = enrolled(elm, rows)
    expected = [
        services.complete(
            enrolment=one, how=Completion.How.QUIZ, minutes=13, at=NOON + timedelta(days=number)
        )
        for number, one in enumerate(made)
    ][::-1]
    foreign = enrol(harbour.callum, harbour.organisation, made[0].version)
    services.complete(enrolment=foreign, how=Completion.How.QUIZ, minutes=13, at=NOON)

    with django_assert_num_queries(1):
        found = queries.completions_of(learner=elm.amira)
        assert [c.organisation.slug for c in found if c.version and c.course] == ["elm-park"] * rows

    assert found == expected
    Completion.objects.update(superseded_at=NOON)
    assert queries.completions_of(learner=elm.amira) == []


def test_the_first_answers_to_some_questions_by_question(elm, harbour, enrolment):
    one, two = enrolment.version.items.filter(identifier__in=["check-one", "check-two"])
    for option in ("wait", "tell-lead"):
        services.answer_check(enrolment=enrolment, item=one, chosen=chosen(option), at=NOON)
    services.answer_check(enrolment=enrolment, item=two, chosen=chosen(), at=NOON)
    other = enrol(harbour.callum, harbour.organisation, enrolment.version)
    services.answer_check(enrolment=other, item=one, chosen=chosen("ask"), at=NOON)

    assert queries.first_answers(enrolment=enrolment, items=[one.pk]) == {one.pk: chosen("wait")}
    assert queries.first_answers(enrolment=other, items=[two.pk]) == {}


def test_the_states_tell_which_lessons_are_in_the_pre_test_and_known(elm):
    version = make_pretest_course()
    mine = enrol(elm.amira, elm.organisation, version)
    lesson = version.lessons.get(identifier="second")
    services.keep_place(enrolment=mine, lesson=lesson, block="", at=NOON)
    services.complete_lesson(enrolment=mine, lesson=lesson, at=NOON, tested_out=True)

    assert [
        (one.identifier, one.pretest, one.tested_out) for one in queries.lesson_states(mine)
    ] == [("first", True, False), ("news", False, False), ("second", True, True)]
