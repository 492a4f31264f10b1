"""What was done in one edition and still fits another, without a database."""

import pytest

from courses.learning.crossing import AskedAgain, Crossing, LessonAgain

ONE = {"v": 1, "chosen": ["tell"]}
BOTH = {"v": 1, "chosen": ["tell", "wait"]}
OPTIONS = frozenset({"tell", "wait"})


@pytest.mark.parametrize(
    ("kind", "chosen", "fits"),
    [
        ("choice", ONE, True),
        ("choice", {"v": 1, "chosen": ["gone"]}, False),
        ("choice", {}, True),
        ("order", BOTH, True),
        ("order", ONE, False),
        ("match", {"v": 1, "pairs": {"tell": "now", "wait": "never"}}, True),
        ("match", {"v": 1, "pairs": {"tell": "now", "wait": "gone"}}, False),
        ("match", {"v": 1, "pairs": {"tell": "now"}}, False),
    ],
)
def test_an_answer_fits_a_question_that_still_offers_what_was_chosen(kind, chosen, fits):
    again = AskedAgain(7, kind, OPTIONS, frozenset({"now", "never"}))

    assert again.fits(chosen) is fits


def test_an_answer_comes_along_where_the_first_and_the_latest_fit():
    crossing = Crossing(items={1: AskedAgain(7, "choice", OPTIONS)})

    assert crossing.answer(1, ONE, ONE) == 7
    assert crossing.answer(1, {"v": 1, "chosen": ["gone"]}, ONE) is None
    assert crossing.answer(2, ONE) is None


def test_a_place_is_kept_where_its_block_is_still_there():
    lesson = LessonAgain(3, frozenset({"notice"}), frozenset({7}))

    assert (lesson.place("notice"), lesson.place("gone")) == ("notice", "")
    assert (lesson.is_met({7, 8}), lesson.is_met({8}), lesson.is_met(())) == (True, False, False)


def test_a_way_through_a_story_comes_along_where_it_can_still_be_gone():
    leads = {("gate", "leave"): "doubt", ("doubt", "tell"): "safe", ("gate", "tell"): "safe"}
    crossing = Crossing(stories={1: (9, "gate", leads)})

    assert crossing.story(1, {}) == 9
    assert crossing.story(1, {"v": 1, "steps": [["gate", "leave"], ["doubt", "tell"]]}) == 9
    assert crossing.story(1, {"v": 1, "steps": [["gate", "shout"]]}) is None
    assert crossing.story(1, {"v": 1, "steps": [["doubt", "tell"]]}) is None
    assert crossing.story(2, {}) is None
