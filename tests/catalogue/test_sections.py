"""Where one is in a lesson, counted in sections."""

import pytest

from courses.catalogue.sections import BlockOutline, Section, is_for, section_at

BLOCKS = (
    BlockOutline("hook", is_headed=False),
    BlockOutline("one", is_headed=True),
    BlockOutline("check", is_headed=False),
    BlockOutline("wales", is_headed=True, nations=("W",)),
    BlockOutline("schools", is_headed=True, sectors=("school",)),
    BlockOutline("last", is_headed=True),
)


def at(block, *, nation="E", sector="school", blocks=BLOCKS):
    return section_at(blocks, block, nation=nation, sector=sector)


@pytest.mark.parametrize(
    ("block", "number"),
    [("", 1), ("gone", 1), ("hook", 1), ("one", 1), ("check", 1), ("schools", 2), ("last", 3)],
)
def test_a_block_stands_in_the_section_that_began_last(block, number):
    assert at(block) == Section(number, 3)


def test_sections_for_others_are_not_counted():
    assert at("last", nation="W", sector="health") == Section(3, 3)
    assert at("last", sector="health") == Section(2, 2)
    assert at("wales", sector="health") == Section(1, 2)


def test_a_lesson_of_one_section_has_no_number():
    assert at("one", blocks=BLOCKS[:3]) is None
    assert at("", blocks=()) is None


@pytest.mark.parametrize(
    ("number", "of", "minutes", "left"), [(1, 6, 9, 9), (3, 6, 9, 6), (6, 6, 9, 2), (2, 2, 1, 1)]
)
def test_minutes_left_are_whole_and_count_the_section_one_is_in(number, of, minutes, left):
    assert Section(number, of).minutes_left(minutes) == left


@pytest.mark.parametrize(
    ("nations", "sectors", "nation", "shown"),
    [
        ((), (), "S", True),
        (("EW",), (), "W", True),
        (("EW",), (), "S", False),
        (("UK",), (), "N", True),
        ((), ("health",), "E", False),
        (("E",), ("school",), "E", True),
    ],
)
def test_what_names_nations_or_sectors_is_for_those(nations, sectors, nation, shown):
    assert is_for(nations, sectors, nation=nation, sector="school") is shown
