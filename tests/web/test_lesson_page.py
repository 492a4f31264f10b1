"""A lesson as a page: feedback, contacts and sources of each block."""

import pytest

from courses.catalogue.contacts import contacts_for
from courses.catalogue.models import Block, CourseVersion, Item, Option
from courses.catalogue.queries import blocks_of
from courses.web.lesson_page import (
    Reader,
    check_form,
    content_of,
    feedback_on,
    fresh_content,
    reader_at,
    shown_blocks,
)
from tests.people import TODAY
from tests.small_course import chosen

RIGHT, WRONG, UNSURE = chosen(), chosen("wait"), chosen("not-sure")


@pytest.fixture
def lesson(small_course):
    """Return the first lesson of the small course."""
    return small_course.lessons.get(identifier="first")


@pytest.fixture
def check(lesson):
    """Return its check."""
    return next(block for block in blocks_of(lesson.pk) if block.kind == "check")


def names(options):
    """Return the identifiers of ``options``."""
    return [option.identifier for option in options]


def shown(lesson, *, given=None, bound=None, site=None, organisation=None):
    """Return the blocks of ``lesson`` as the page has them, by name."""
    found = shown_blocks(
        content=fresh_content(lesson.pk),
        chosen=given or {},
        bound=bound or {},
        contacts=contacts_for(organisation=organisation, site=site),
        on=TODAY,
        reader=Reader("E", "school"),
        own={},
        blanks={},
    )
    return {one.block.identifier: one for one in found}


def test_there_is_no_feedback_before_an_answer(check):
    assert feedback_on(check, {}) is None


@pytest.mark.parametrize(
    ("given", "right", "unsure", "on_chosen", "on_others"),
    [
        (RIGHT, True, False, ["tell-lead"], ["wait", "ask"]),
        (WRONG, False, False, ["wait"], ["tell-lead", "ask"]),
        (UNSURE, False, True, ["tell-lead"], ["wait", "ask"]),
    ],
)
def test_feedback_begins_with_what_was_chosen(check, given, right, unsure, on_chosen, on_others):
    found = feedback_on(check, {"first-check": given})

    assert (found.is_right, found.is_unsure) == (right, unsure)
    assert (names(found.on_chosen), names(found.on_others)) == (on_chosen, on_others)


@pytest.mark.parametrize(
    ("kind", "kept", "right"),
    [
        ("order", {"v": 1, "chosen": ["a", "b"]}, True),
        ("order", {"v": 1, "chosen": ["b", "a"]}, False),
        ("order", {"v": 1, "chosen": ["not-sure"]}, False),
        ("match", {"v": 1, "pairs": {"not-sure": "not-sure"}}, False),
        ("match", {"v": 1, "pairs": {"a": "one", "b": "two"}}, True),
        ("match", {"v": 1, "pairs": {"a": "two", "b": "one"}}, False),
    ],
)
def test_lines_to_order_or_match_are_all_explained(check, kind, kept, right):
    Option.objects.filter(item=check.item).delete()
    for place, (name, pair) in enumerate((("a", "one"), ("b", "two")), start=1):
        Option.objects.create(
            item=check.item,
            identifier=name,
            position=place,
            place=place,
            pair=pair,
            feedback_source="Why.",
        )
    Item.objects.filter(pk=check.item.pk).update(kind=kind)
    block = Block.objects.select_related("item").get(pk=check.pk)

    found = feedback_on(block, {"first-check": kept})

    assert (found.is_right, names(found.on_chosen), found.on_others) == (right, ["a", "b"], ())
    assert found.is_unsure is ("not-sure" in str(kept))


def test_a_block_without_a_question_has_neither_form_nor_feedback(lesson):
    block = lesson.blocks.get(identifier="notice")

    assert (check_form(block, {}), feedback_on(block, {"notice": RIGHT})) == (None, None)


def test_each_block_has_the_template_of_its_kind(lesson):
    assert {name: one.template for name, one in shown(lesson).items()} == {
        "notice": "courses/blocks/text.html",
        "first-check": "courses/blocks/check.html",
        "who": "courses/blocks/local.html",
        "first-sources": "courses/blocks/sources.html",
    }


def test_a_form_with_errors_replaces_the_fresh_one(lesson, check):
    bound = check_form(check, {}, data={})

    found = shown(lesson, given={"first-check": WRONG}, bound={"first-check": bound})

    assert "Select an answer" in found["first-check"].fields
    assert "Select an answer" not in shown(lesson)["first-check"].html


def test_a_local_block_shows_the_contacts_of_the_place(lesson, elm, mo_khan):
    at_north = shown(lesson, organisation=elm.organisation, site=elm.north)["who"]
    at_south = shown(lesson, organisation=elm.organisation, site=elm.south)["who"]

    assert [one.name for one in at_north.contacts] == ["Mo Khan"]
    assert at_south.contacts == ()
    assert lesson.blocks.get(identifier="who").slots == ["safeguarding-lead"]


def test_the_block_of_sources_lists_what_it_cites(lesson):
    found = shown(lesson)

    assert found["first-sources"].html.count("The guide 2026") == 1
    assert "The guide 2026" not in found["notice"].html


def test_a_did_you_know_lists_the_sources_of_its_facts(lesson):
    Block.objects.filter(lesson=lesson, identifier="notice").update(kind="did-you-know")

    assert shown(lesson)["notice"].html.count("The guide 2026") == 1


def test_a_published_lesson_is_read_and_drawn_once(small_course, lesson, django_assert_num_queries):
    first = content_of(small_course, lesson.pk)

    with django_assert_num_queries(0):
        assert content_of(small_course, lesson.pk) is first

    assert set(first.html) == {
        (name, gently) for name in ("notice", "first-sources") for gently in (False, True)
    }
    assert "Small signs count." in first.html["notice", False]


def test_another_edition_of_the_html_is_drawn_anew(small_course, lesson):
    first = content_of(small_course, lesson.pk)
    lesson.blocks.filter(identifier="notice").update(html="<p>Small signs add up.</p>")
    small_course.renderer = "test/2"

    assert "Small signs add up." in content_of(small_course, lesson.pk).html["notice", False]
    assert "Small signs count." in first.html["notice", False]


def test_a_draft_is_read_anew_each_time(small_course, lesson):
    small_course.state = CourseVersion.State.DRAFT
    content_of(small_course, lesson.pk)
    lesson.blocks.filter(identifier="notice").update(html="<p>Small signs add up.</p>")

    assert "Small signs add up." in content_of(small_course, lesson.pk).html["notice", False]


def test_a_reader_works_in_the_nation_of_the_site(elm):
    elm.north.nation = "W"

    assert reader_at(elm.organisation, elm.north) == Reader("W", "school")
    assert reader_at(elm.organisation, None, gently=True) == Reader("E", "school", gently=True)
    assert reader_at(None, None) == Reader("E", "")


@pytest.mark.parametrize(
    ("data", "nation", "sector", "shown"),
    [
        ({}, "NI", "", True),
        ({"nations": ["W"]}, "E", "school", False),
        ({"nations": ["EW"]}, "W", "school", True),
        ({"nations": ["S", "UK"]}, "NI", "", True),
        ({"sectors": ["club"]}, "E", "school", False),
        ({"sectors": ["club", "school"]}, "E", "school", True),
    ],
)
def test_a_block_is_for_the_nations_and_sectors_it_names(data, nation, sector, shown):
    assert Block(data=data).is_for(nation=nation, sector=sector) is shown
