"""What counts as complete, where to resume, how many minutes are left."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.learning.progress import (
    LessonState,
    ResumePoint,
    may_take_quiz,
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
