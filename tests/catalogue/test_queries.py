"""Questions about courses: what is open, one lesson as it is shown."""

from datetime import date

import pytest

from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import (
    adapted_by,
    blocks_of,
    bundled_version,
    check_at,
    course_for,
    course_minutes,
    courses_by_id,
    has_block,
    lesson_at,
    newest_published,
    outcomes_of,
    reviewed_in,
    sources_of,
    titles_of,
)
from courses.catalogue.review import Reviewed
from courses.catalogue.services import publish, save_draft
from tests.people import NOON
from tests.small_course import make_small_course, small_draft


@pytest.fixture
def newer(small_course):
    """Return version 1.10.0 of the small course, published."""
    return make_small_course(version="1.10.0", title="A small course, revised")


def test_the_newest_version_counts_by_its_numbers(small_course, newer):
    make_small_course(version="1.9.0")

    assert newest_published(small_course.course) == newer
    assert titles_of([small_course.course]) == {small_course.course_id: "A small course, revised"}


def test_a_draft_is_open_to_nobody(db):
    draft = save_draft(draft=small_draft())

    assert newest_published(draft.course) is None
    assert titles_of([draft.course]) == {}
    assert bundled_version(slug="small-course", version="1.0.0") is None


def test_a_withdrawn_version_gives_way_to_the_one_before(small_course, newer):
    CourseVersion.objects.filter(pk=newer.pk).update(state=CourseVersion.State.WITHDRAWN)

    assert newest_published(small_course.course) == small_course


def test_courses_come_by_their_ids(small_course):
    course = small_course.course

    assert courses_by_id({course.pk, course.pk + 1}) == {course.pk: course}


def test_an_organisation_uses_its_own_course_before_the_bundled_one(elm, harbour, small_course):
    before = course_for(organisation=elm.organisation, slug="small-course")
    own = save_draft(draft=small_draft(), owner_id=elm.organisation.pk)
    publish(version=own, at=NOON, actor_id=None)

    assert before == small_course.course
    assert course_for(organisation=elm.organisation, slug="small-course") == own.course
    assert course_for(organisation=harbour.organisation, slug="small-course") == before


def test_what_is_adapted_is_what_one_offers_of_ones_own_beside_the_bundled_one(
    elm, harbour, small_course
):
    own = save_draft(draft=small_draft(), owner_id=elm.organisation.pk)
    make_small_course(slug="ours-alone", owner_id=elm.organisation.pk)
    before = adapted_by(elm.organisation)

    publish(version=own, at=NOON, actor_id=None)

    assert before == set()
    assert adapted_by(elm.organisation) == {small_course.course.slug}
    assert adapted_by(harbour.organisation) == set()


def test_a_course_of_another_organisation_is_not_there(elm, harbour):
    save_draft(draft=small_draft(), owner_id=harbour.organisation.pk)

    assert course_for(organisation=elm.organisation, slug="small-course") is None


def test_a_bundled_version_is_found_by_slug_and_number(elm, small_course):
    save_draft(draft=small_draft(version="2.0.0"), owner_id=elm.organisation.pk)

    assert bundled_version(slug="small-course", version="1.0.0") == small_course
    assert bundled_version(slug="small-course", version="2.0.0") is None


def test_a_lesson_is_found_in_its_own_version_alone(small_course, newer):
    found = lesson_at(version_id=newer.pk, identifier="first")

    assert (found.version, found.identifier) == (newer, "first")
    assert lesson_at(version_id=newer.pk, identifier="no-such-lesson") is None


def test_blocks_come_in_order_in_three_queries(small_course, django_assert_num_queries):
    lesson = small_course.lessons.get(identifier="first")

    with django_assert_num_queries(3):
        blocks = blocks_of(lesson.pk)
        options = [[one.identifier for one in b.item.options.all()] for b in blocks if b.item]
        facts = [[fact.identifier for fact in block.facts.all()] for block in blocks]

    assert [one.identifier for one in blocks] == ["notice", "first-check", "who", "first-sources"]
    assert options == [["tell-lead", "wait", "ask"]]
    assert facts == [["same-day"], [], [], []]


def test_sources_come_by_name_and_by_fact_in_one_query(
    small_course, newer, django_assert_num_queries
):
    lesson = small_course.lessons.get(identifier="first")
    blocks = blocks_of(lesson.pk)
    (fact,) = blocks[0].facts.all()

    with django_assert_num_queries(1):
        cited = sources_of(lesson.pk, blocks)

    assert {name: one.version for name, one in cited.by_identifier.items()} == {
        "guide": small_course
    }
    assert {pk: [one.identifier for one in found] for pk, found in cited.by_fact.items()} == {
        fact.pk: ["guide"]
    }


@pytest.mark.parametrize(
    ("identifier", "there", "is_check"),
    [("first-check", True, True), ("notice", True, False), ("second-check", False, False)],
)
def test_a_block_is_asked_for_within_its_lesson(small_course, identifier, there, is_check):
    lesson = small_course.lessons.get(identifier="first")

    assert has_block(lesson=lesson, identifier=identifier) is there
    assert (check_at(lesson=lesson, identifier=identifier) is not None) is is_check


def test_what_has_a_review_date_comes_with_it(small_course, django_assert_num_queries):
    with django_assert_num_queries(3):
        reviewed = reviewed_in(small_course)

    assert reviewed == [
        Reviewed("fact", "same-day", date(2027, 2, 1)),
        Reviewed("contact", "con-999", date(2026, 8, 1)),
        Reviewed("contact", "con-support", date(2026, 8, 1)),
    ]


def test_each_lesson_names_what_it_teaches_one_to_do(small_course, newer):
    taught = {"First lesson": ["Pass a worry on."], "Second lesson": ["Ring 999."]}

    assert outcomes_of(small_course.pk) == taught


def test_the_minutes_of_a_course_are_those_of_its_lessons(small_course):
    assert course_minutes(small_course.pk) == 13
    assert course_minutes(small_course.pk + 1) == 0
