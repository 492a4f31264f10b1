"""What counts as complete, where to resume, how many minutes are left."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.learning.progress import (
    LessonState,
    ResumePoint,
    asked_next,
    goes_on_in_pretest,
    in_pretest,
    may_take_quiz,
    minutes_known,
    minutes_left,
    resume_point,
)
from tests.people import NOON


def lesson(name, *, placed=None, completed=False, minutes=6, block="", **more):
    return LessonState(
        identifier=name,
        title=f"Lesson {name}",
        minutes=minutes,
        last_block=block,
        placed_at=None if placed is None else NOON + timedelta(minutes=placed),
        completed=completed,
        **more,
    )


def test_a_course_not_begun_goes_on_at_its_first_lesson():
    assert resume_point([lesson("a"), lesson("b")]) == ResumePoint("a", "Lesson a", "")


def test_the_lesson_placed_last_is_where_it_goes_on_at_its_block():
    lessons = [lesson("a", placed=1), lesson("b", placed=9, block="who"), lesson("c", placed=5)]

    assert resume_point(lessons) == ResumePoint("b", "Lesson b", "who")


def test_a_finished_lesson_is_passed_over_though_it_was_placed_last():
    lessons = [lesson("a", placed=9, completed=True), lesson("b"), lesson("c")]

    assert resume_point(lessons) == ResumePoint("b", "Lesson b", "")


def test_a_finished_course_goes_on_nowhere():
    assert resume_point([lesson("a", completed=True)]) is None
    assert resume_point([]) is None


@pytest.mark.parametrize(
    ("chosen", "left"), [({}, ("x", "y")), ({"y": {}}, ("x",)), ({"y": {}, "x": {}}, ())]
)
def test_checks_left_come_in_order(chosen, left):
    assert lesson("a", checks=("x", "y"), chosen=chosen).unanswered == left


@pytest.mark.parametrize(("placed", "opened"), [(None, False), (0, True)])
def test_a_lesson_is_opened_once_a_place_was_kept(placed, opened):
    assert lesson("a", placed=placed).opened is opened


LESSONS = st.lists(
    st.tuples(st.none() | st.integers(0, 9), st.booleans(), st.integers(1, 20)), max_size=8
).map(
    lambda rows: [
        lesson(f"l{n}", placed=placed, completed=completed, minutes=minutes)
        for n, (placed, completed, minutes) in enumerate(rows)
    ]
)


@settings(deadline=None)
@given(LESSONS)
def test_the_quiz_opens_exactly_when_nothing_is_left(lessons):
    left = [one for one in lessons if not one.completed]

    assert may_take_quiz(lessons) is (resume_point(lessons) is None) is (left == [])
    assert minutes_left(lessons) == sum(one.minutes for one in left)
    assert (minutes_left(lessons) == 0) is may_take_quiz(lessons)


@settings(deadline=None)
@given(LESSONS)
def test_one_goes_on_at_an_unfinished_lesson_that_none_was_placed_after(lessons):
    point = resume_point(lessons)

    left = [one for one in lessons if not one.completed]
    if point is None:
        assert left == []
        return
    (here,) = [one for one in left if one.identifier == point.lesson]
    places = [one.placed_at for one in left if one.placed_at]
    assert here.placed_at == (max(places) if places else None)
    if not places:
        assert here == left[0]


def topic(name, *, asked=False, **more):
    chosen = {"x": {"v": 1}} if asked else {}
    return lesson(name, pretest=True, checks=("x", "y"), chosen=chosen, **more)


@pytest.mark.parametrize(
    ("one", "asked"),
    [
        (topic("a"), True),
        (topic("a", placed=1), True),
        (topic("a", asked=True), False),
        (topic("a", placed=1, completed=True), False),
        (lesson("a", checks=("x", "y")), False),
        (lesson("a", pretest=True), False),
    ],
)
def test_the_pre_test_asks_a_lesson_once_and_only_before_it_is_complete(one, asked):
    assert one.may_be_asked is asked


def test_the_pre_test_asks_in_order_what_is_left():
    lessons = [topic("a", asked=True), lesson("b"), topic("c"), topic("d")]

    assert in_pretest(lessons) == [lessons[0], lessons[2], lessons[3]]
    assert asked_next(lessons) == lessons[2]
    assert asked_next(lessons, after="c") == lessons[3]
    assert asked_next(lessons, after="d") is None
    assert asked_next([]) is None


def test_the_pre_test_comes_first_until_a_lesson_is_begun_to_read():
    known = topic("a", asked=True, placed=1, completed=True, tested_out=True, minutes=4)

    assert goes_on_in_pretest([topic("a"), lesson("b")]) is True
    assert goes_on_in_pretest([known, topic("b")]) is True
    assert goes_on_in_pretest([topic("a"), lesson("b", placed=1)]) is False
    assert goes_on_in_pretest([topic("a"), lesson("b", placed=1, completed=True)]) is False
    assert goes_on_in_pretest([known, topic("b", asked=True)]) is False
    assert goes_on_in_pretest([lesson("a")]) is False


def test_what_is_known_is_read_no_more():
    known = topic("a", asked=True, placed=1, completed=True, tested_out=True, minutes=4)
    lessons = [known, lesson("b", placed=1, completed=True), topic("c", minutes=7)]

    assert (minutes_known(lessons), minutes_left(lessons)) == (4, 7)
    assert resume_point(lessons) == ResumePoint("c", "Lesson c", "")
