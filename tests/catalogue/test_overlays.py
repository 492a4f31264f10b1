"""Which texts of an organisation's own need a look, and where there is room for one."""

from datetime import timedelta

import pytest

from courses.catalogue.models import Block, Overlay
from courses.catalogue.overlays import is_old, is_overtaken, local_parts, save, text_at
from courses.catalogue.services import publish, save_draft
from tests.people import NOON, TODAY
from tests.small_course import small_draft

WORDS = {"source": "x", "html": "<p>x</p>", "renderer": "r"}


@pytest.fixture
def text(elm, small_course):
    """Return the text of all sites in the part that says whom to tell."""
    return save(
        organisation=elm.organisation,
        site=None,
        course=small_course.course,
        block=Block.objects.get(identifier="who"),
        words=WORDS,
        at=NOON,
        actor_id=elm.ash.pk,
    )


def test_a_text_is_to_be_confirmed_after_half_a_year(text):
    assert is_old(text, on=TODAY + timedelta(days=180)) is False
    assert is_old(text, on=TODAY + timedelta(days=181)) is True


def test_a_text_is_overtaken_when_the_course_says_something_else(text):
    block = Block.objects.get(identifier="who")

    assert is_overtaken(text, block) is False
    block.block_hash = "other"
    assert is_overtaken(text, block) is True
    assert is_overtaken(text, None) is True


def test_parts_are_listed_with_their_texts_in_four_queries(
    elm, small_course, text, django_assert_num_queries
):
    for slug in ("a-course", "b-course"):
        publish(version=save_draft(draft=small_draft(slug=slug)), at=NOON, actor_id=None)
    save(
        organisation=elm.organisation, site=elm.north, course=small_course.course,
        block=Block(identifier="gone", block_hash="x"), words=WORDS, at=NOON, actor_id=1,
    )  # fmt: skip

    with django_assert_num_queries(4):
        found = local_parts(elm.organisation)

    assert [(one.course.slug, one.identifier, one.heading, len(one.texts)) for one in found] == [
        ("a-course", "who", "Who to tell", 0),
        ("b-course", "who", "Who to tell", 0),
        ("small-course", "who", "Who to tell", 1),
        ("small-course", "gone", "gone", 1),
    ]
    assert [(one.lesson, one.block is None) for one in found[2:]] == [
        ("First lesson", False),
        ("", True),
    ]


def test_a_place_has_its_own_text(elm, small_course, text):
    def at(site):
        return text_at(
            organisation=elm.organisation, site=site, course=small_course.course, block="who"
        )

    assert (at(None), at(elm.north)) == (text, None)
    assert Overlay.objects.count() == 1
