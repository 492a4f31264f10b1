"""The blocks of a lesson in HTML, as one learner gets them."""

from dataclasses import replace

import pytest

from courses.catalogue.contacts import NO_CONTACTS, contacts_for
from courses.catalogue.models import Block, CourseVersion
from courses.web.lesson_html import Given, html_of, way_of
from courses.web.lesson_page import Reader, check_form
from courses.web.pieces import BLANKS
from tests.people import TODAY
from tests.small_course import chosen

READER = Reader("E", "school")
NOTHING = Given(
    chosen={},
    bound={},
    contacts=NO_CONTACTS,
    own={},
    concern_url="/concern/",
    gently=False,
    on=TODAY,
)


@pytest.fixture
def lesson(small_course):
    """Return the first lesson of the small course."""
    return small_course.lessons.get(identifier="first")


def names_of(way):
    """Return the parts of ``way``: the identifier of a block, or how long a drawn part is."""
    return [part.identifier if isinstance(part, Block) else "drawn" for part in way.parts]


def test_what_looks_the_same_to_every_such_reader_is_put_together_once(
    small_course, lesson, django_assert_num_queries
):
    way = way_of(small_course, lesson.pk, READER)

    with django_assert_num_queries(0):
        assert way_of(small_course, lesson.pk, READER) is way
        html = html_of(way, NOTHING)
    assert names_of(way) == ["drawn", "first-check", "who", "drawn"]
    assert (way.names_contacts, "The guide 2026" in html) == (True, True)


def test_blocks_that_follow_each_other_are_one_and_those_for_others_are_left_out(
    small_course, lesson
):
    lesson.blocks.filter(identifier="who").delete()
    lesson.blocks.filter(identifier="first-check").update(data={"nations": ["W"]})

    assert names_of(way_of(small_course, lesson.pk, READER)) == ["drawn"]
    assert names_of(way_of(small_course, lesson.pk, Reader("W", ""))) == [
        "drawn",
        "first-check",
        "drawn",
    ]


def test_a_lesson_with_nothing_for_the_reader_says_so_and_leads_on(small_course, lesson):
    lesson.blocks.update(data={"nations": ["W"]})

    html = html_of(way_of(small_course, lesson.pk, READER), NOTHING)

    assert "This lesson has no text for where you work" in html
    assert 'href="/learn/resources/routes/"' in html


def test_a_lesson_without_contacts_asks_for_none(small_course):
    second = small_course.lessons.get(identifier="second")

    assert way_of(small_course, second.pk, READER).names_contacts is False


def test_another_edition_and_every_draft_are_read_anew(small_course, lesson):
    before = way_of(small_course, lesson.pk, READER)
    lesson.blocks.filter(identifier="notice").update(html="<p>Small signs add up.</p>")
    small_course.renderer = "test/2"
    later = way_of(small_course, lesson.pk, READER)
    small_course.state = CourseVersion.State.DRAFT
    lesson.blocks.filter(identifier="notice").update(html="<p>Small signs matter.</p>")
    draft = way_of(small_course, lesson.pk, READER)

    assert ["count" in html_of(before, NOTHING), "add up" in html_of(later, NOTHING)] == [True] * 2
    assert "Small signs matter." in html_of(draft, NOTHING)
    lesson.blocks.filter(identifier="who").update(html="<p>Ask in person.</p>")
    assert "Ask in person." in html_of(way_of(small_course, lesson.pk, READER), NOTHING)


def test_each_sees_their_own_answers(small_course, lesson):
    way = way_of(small_course, lesson.pk, READER)
    right, wrong = ({"first-check": chosen(*names)} for names in ((), ("wait",)))

    pages = [html_of(way, replace(NOTHING, chosen=given)) for given in ({}, right, wrong)]

    assert len(set(pages)) == 3
    assert [BLANKS["csrf_token"] in page for page in pages] == [True] * 3
    assert html_of(way, replace(NOTHING, chosen=right)) == pages[1]


def test_a_form_with_errors_replaces_the_fresh_one(small_course, lesson):
    way = way_of(small_course, lesson.pk, READER)
    block = next(part for part in way.parts if isinstance(part, Block) and part.kind == "check")
    bound = {"first-check": check_form(block, {}, data={})}

    page = html_of(way, replace(NOTHING, bound=bound, chosen={"first-check": chosen("wait")}))

    assert "Select an answer" in page
    assert "Select an answer" not in html_of(way, NOTHING)


def test_a_local_block_shows_the_contacts_of_the_place(small_course, lesson, elm, mo_khan):
    way = way_of(small_course, lesson.pk, READER)
    pages = [
        html_of(
            way,
            replace(NOTHING, contacts=contacts_for(organisation=elm.organisation, site=site)),
        )
        for site in (elm.north, elm.south)
    ]

    assert ["Mo Khan" in page for page in pages] == [True, False]
    assert ['href="/concern/"' in page for page in pages] == [False, True]
