"""What a room answered: nothing of nine people, and nothing more of an eleventh."""

import pytest

from courses.catalogue.item_types import answers
from courses.catalogue.models import Item
from courses.reporting.pooled import Pooled, pooled, pooled_in, tenths
from tests.rooms import make_room


@pytest.fixture
def item(small_course):
    """Return the first check of the course."""
    return Item.objects.filter(version=small_course, kind="choice").order_by("pk")[0]


def said(*options):
    return [answers.write("choice", [one]) for one in options]


def right_and_wrong(item):
    options = list(item.options.all())
    right = next(one for one in options if one.correct)
    return right.identifier, next(one for one in options if not one.correct).identifier


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(0, 10, 1), (1, 10, 1), (2, 10, 2), (9, 10, 9), (10, 10, 9), (5, 20, 3), (4, 30, 1)],
)
def test_shares_are_tenths_and_the_outermost_are_not_told_apart(part, whole, share):
    assert tenths(part, whole) == share


def test_nine_are_too_few_and_only_whole_tens_count(item):
    right, wrong = right_and_wrong(item)

    assert pooled(item, said(*[right] * 9)) == Pooled(item)
    ten = pooled(item, said(*[right] * 6, *[wrong] * 4))
    assert (ten.people, ten.right) == (10, 6)
    assert {one.identifier: share for one, share in ten.options}[right] == 6
    assert pooled(item, said(*[right] * 6, *[wrong] * 13)) == ten


def test_not_sure_counts_as_not_right_and_an_order_shows_no_options(item):
    right, _wrong = right_and_wrong(item)
    unsure = pooled(item, [*said(*[right] * 5), *[answers.write("choice", ["not-sure"])] * 5])
    item.kind = "order"

    assert unsure.right == 5
    assert pooled(item, [answers.write("order", ["x"])] * 10).options == ()


def test_the_checks_of_the_lesson_come_in_order_and_none_of_a_missing_one(elm, small_course):
    room = make_room(elm.organisation, small_course, [elm.amira], by=elm.lewis, parts=1)

    checks = [one.item.pk for one in pooled_in(room.gathering, "first")]
    blocks = small_course.lessons.get(identifier="first").blocks.filter(item__isnull=False)

    assert checks == list(blocks.order_by("position").values_list("item", flat=True)) != []
    assert pooled_in(room.gathering, "none") == []
