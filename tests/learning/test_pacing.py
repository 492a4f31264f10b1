"""What a room has opened, and to whom."""

import pytest

from courses.learning.pacing import Pace

LESSONS = ["first", "second"]


@pytest.mark.parametrize(
    ("opened", "lessons", "quiz"),
    [
        (0, [False, False], False),
        (1, [True, False], False),
        (2, [True, True], False),
        (3, [True, True], True),
    ],
)
def test_lessons_open_in_order_and_the_quiz_last(opened, lessons, quiz):
    pace = Pace(LESSONS, opened)

    assert ([pace.opens(one) for one in LESSONS], pace.opens_quiz) == (lessons, quiz)


def test_a_lesson_that_the_room_does_not_know_opens_with_the_last():
    assert [Pace(LESSONS, opened).opens("older") for opened in (0, 1, 2)] == [False, False, True]
