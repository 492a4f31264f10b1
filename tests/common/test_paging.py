"""Keyset pages of real rows: 1, 3 and 51 of them, forwards, backwards, and with forged cursors."""

import pytest
from django.core import signing

from courses.accounts.models import Organisation
from courses.common.paging import page_of, read_cursor

KEYS = ("name", "pk")


@pytest.fixture
def make(db):
    """Make organisations, two of each name, and return them as sorted."""

    def call(count):
        for number in range(count):
            Organisation.objects.create(slug=f"o-{number}", name=f"Name {number // 2:02}")
        return list(Organisation.objects.order_by(*KEYS))

    return call


def page(cursor="", size=50, **more):
    return page_of(Organisation.objects.all(), keys=KEYS, cursor=cursor, size=size, **more)


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (3, 1), (50, 1), (51, 2), (101, 3)])
def test_pages_forwards_and_back_show_every_row_once(make, count, pages):
    rows = make(count)

    forwards = [page()]
    while forwards[-1].later:
        forwards.append(page(forwards[-1].later))
    backwards = [forwards[-1]]
    while backwards[-1].earlier:
        backwards.append(page(backwards[-1].earlier))

    assert [row for one in forwards for row in one.rows] == rows
    assert {one.total for one in forwards} == {count}
    assert len(forwards) == len(backwards) == pages
    assert [one.rows for one in backwards[::-1]] == [one.rows for one in forwards]
    assert (forwards[0].earlier, forwards[-1].later) == ("", "")
    assert (backwards[-1].earlier, backwards[-1].rows) == ("", forwards[0].rows)


def test_the_last_may_come_first_and_pages_back_as_well(make):
    rows = make(5)[::-1]

    first = page(size=2, descending=True)
    second = page(first.later, size=2, descending=True)
    third = page(second.later, size=2, descending=True)

    assert [first.rows, second.rows, third.rows] == [rows[:2], rows[2:4], rows[4:]]
    assert page(third.earlier, size=2, descending=True).rows == rows[2:4]
    assert page(second.earlier, size=2, descending=True).rows == rows[:2]
    assert (first.earlier, third.later) == ("", "")


@pytest.mark.parametrize("count", [1, 3, 51])
def test_a_page_takes_one_query(make, count, django_assert_num_queries):
    make(count)

    with django_assert_num_queries(1):
        found = page()

    assert (len(found.rows), found.total) == (min(count, 50), count)


def test_a_page_without_rows_asks_for_the_total_by_itself(make, django_assert_num_queries):
    make(3)
    later = page(size=2).later
    Organisation.objects.order_by("-name")[0].delete()

    with django_assert_num_queries(2):
        found = page(later, size=2)

    assert (found.rows, found.total) == ([], 2)


def test_back_from_the_middle_there_is_a_way_on(make):
    rows = make(6)
    middle = page(page(size=2).later, size=2)

    first = page(middle.earlier, size=2)

    assert (middle.rows, first.rows) == (rows[2:4], rows[:2])
    assert page(first.later, size=2).rows == rows[2:4]


def test_a_row_added_before_the_cursor_moves_nothing(make):
    rows = make(4)
    first = page(size=2)
    Organisation.objects.create(slug="early", name="A")

    assert page(first.later, size=2).rows == rows[2:]


@pytest.mark.parametrize(
    "spoil", ["", "x", lambda cursor: cursor[:-1], lambda cursor: f"x{cursor}"]
)
def test_a_forged_cursor_shows_the_first_page(make, spoil):
    rows = make(51)
    cursor = spoil(page().later) if callable(spoil) else spoil

    assert read_cursor(cursor, KEYS) is None
    assert page(cursor).rows == rows[:50]


@pytest.mark.parametrize(
    ("payload", "salt"),
    [
        (["gt", ["Name 00", 1]], "another.purpose"),
        (["gt", ["Name 00", 1]], "courses.paging.slug.pk"),
        (["gt", ["Name 00"]], "courses.paging.name.pk"),
        ("gt", "courses.paging.name.pk"),
        (["gt", ["a", 1], 2], "courses.paging.name.pk"),
    ],
)
def test_what_was_signed_for_another_list_shows_the_first_page(make, payload, salt):
    rows = make(3)
    cursor = signing.dumps(payload, salt=salt)

    found = page(cursor, size=2)

    assert (found.rows, found.earlier) == (rows[:2], "")


def test_behind_the_last_row_there_is_an_empty_page(make):
    rows = make(3)
    later = page(size=2).later
    Organisation.objects.filter(pk=rows[2].pk).delete()

    found = page(later, size=2)

    assert (found.rows, found.total, found.later) == ([], 2, "")
