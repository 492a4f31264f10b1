"""What the button says that leads on."""

import pytest

from courses.catalogue.sections import BlockOutline
from courses.learning.progress import LessonState
from courses.web.learner.going_on import next_words
from courses.web.lesson_page import Reader
from tests.people import NOON

BLOCKS = (
    BlockOutline("one", is_headed=True),
    BlockOutline("two", is_headed=True, nations=("W",)),
    BlockOutline("three", is_headed=True),
)
READER = Reader("E", "school")


def lesson(**more):
    return LessonState("first", "First lesson", 6, placed_at=NOON, **more)


@pytest.mark.parametrize(
    ("state", "reader", "words"),
    [
        (
            lesson(blocks=BLOCKS, last_block="three"),
            READER,
            "First lesson, section 2 of 2 — about 3 min left",
        ),
        (
            lesson(blocks=BLOCKS, last_block="three"),
            Reader("W", ""),
            "First lesson, section 3 of 3 — about 2 min left",
        ),
        (lesson(blocks=BLOCKS), READER, "First lesson, section 1 of 2 — about 6 min left"),
        (lesson(blocks=BLOCKS[:1]), READER, "First lesson — about 6 min left"),
        (lesson(completed=True), READER, "the quiz"),
        (
            LessonState("first", "First lesson", 6, checks=("x",), pretest=True),
            READER,
            "what you already know",
        ),
    ],
)
def test_what_comes_next_is_said_with_section_and_minutes(state, reader, words):
    assert next_words([state], reader=reader) == words
