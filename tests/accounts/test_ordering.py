"""Orders of a list of people: every one pages forwards and back, by id where two are equal."""

from collections.abc import Sequence

import pytest
from django.db import connection

from courses.accounts import ordering, queries
from courses.accounts.membership import Membership
from courses.common.scope import Scope
from tests.people import TODAY, make_member

EVERYBODY = ["Amira Haddad", "Ash Turner", "Grace Whitfield", "Lewis Grant", "Noor Siddiqui"]


@pytest.fixture
def people(elm, harbour):
    """Return everybody of Elm Park."""
    return queries.people_in(Scope(elm.organisation.pk, TODAY, whole=True))


def names(found: Sequence[Membership]) -> list[str]:
    return [membership.user.name for membership in found]


def walked(people, order, size=2):
    """Return the pages forwards, and the same ones back from the last."""
    forwards = [ordering.page_of_people(people, cursor="", order=order, size=size)]
    while cursor := forwards[-1].later:
        forwards.append(ordering.page_of_people(people, cursor=cursor, order=order, size=size))
    backwards = [forwards[-1]]
    while cursor := backwards[-1].earlier:
        backwards.append(ordering.page_of_people(people, cursor=cursor, order=order, size=size))
    return [one.rows for one in forwards], [one.rows for one in backwards[::-1]]


@pytest.mark.parametrize("order", ordering.ORDERS)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_people_takes_one_query(people, rows, order, django_assert_num_queries):
    expected = names(ordering.ordered(people, order)[:rows])

    with django_assert_num_queries(1):
        page = ordering.page_of_people(people, cursor="", order=order, size=rows)
        assert names(page.rows) == expected
    assert page.total == 5


@pytest.mark.parametrize("order", ordering.ORDERS)
def test_equal_names_and_numbers_page_by_id_forwards_and_back(elm, people, order):
    for twin in "abc":
        make_member(
            elm.organisation, elm.north, elm.teacher, "Grace Whitfield", email=f"{twin}@x.example"
        )
    Membership.objects.filter(user=elm.noor).update(staff_number="")

    forwards, backwards = walked(people, order)

    assert forwards == backwards
    assert [one for page in forwards for one in page] == list(ordering.ordered(people, order))
    assert sum(map(len, forwards)) == 8


def test_a_list_is_turned_round_whole(people):
    assert names(ordering.ordered(people)) == EVERYBODY
    assert names(ordering.ordered(people, "-name")) == EVERYBODY[::-1]
    by_number = list(ordering.ordered(people, "number"))
    assert [one.staff_number for one in by_number] == sorted(one.staff_number for one in by_number)
    assert list(ordering.ordered(people, "-number")) == by_number[::-1]


def test_a_cursor_of_another_order_shows_the_first_page(people):
    later = ordering.page_of_people(people, cursor="", size=2).later

    page = ordering.page_of_people(people, cursor=later, order="number", size=2)

    assert page.rows == list(ordering.ordered(people, "number")[:2])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="others read so small a table whole")
@pytest.mark.parametrize("order", ["number", "-number"])
def test_numbers_are_read_in_their_order_never_sorted(people, order):
    plan = ordering.ordered(people, order).explain()

    assert ("membership_by_number" in plan, "TEMP B-TREE" in plan) == (True, False)


def test_members_are_named_as_they_are_sorted_in_one_query(elm, people, django_assert_num_queries):
    amira = elm.membership(elm.amira).pk

    with django_assert_num_queries(1):
        assert ordering.folded_names([]) == {}
        found = ordering.folded_names([amira])
    assert found == {amira: "amira haddad"}
