"""Many ids in one parameter: the same rows as ``__in`` finds, on both databases."""

from itertools import combinations

import pytest
from django.db import connection

from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.common import among
from courses.common.among import PACKED, packed
from courses.common.prepared import Parameter, Prepared


def test_it_finds_what_in_finds_through_a_join_too(elm, harbour):
    some = sorted(User.objects.values_list("pk", flat=True))[:3]
    found = User.objects.filter(pk__among=packed(some)).order_by("pk")
    members = User.objects.filter(memberships__user__pk__among=packed([elm.amira.pk]))

    assert list(found.values_list("pk", flat=True)) == some
    assert [one.pk for one in members] == [elm.amira.pk]
    assert User.objects.exclude(pk__among=packed(some)).count() == User.objects.count() - 3


def test_thousands_of_ids_are_one_parameter(elm):
    many = packed([elm.amira.pk, *range(10**9, 10**9 + 5_000)])
    condition, parameters = User.objects.filter(pk__among=many).query.sql_with_params()

    assert list(User.objects.filter(pk__among=many)) == [elm.amira]
    assert (condition.count("%s"), len(parameters)) == (1, 1)


def test_a_prepared_query_is_given_the_ids_at_each_run(elm, django_assert_num_queries):
    some = Prepared(lambda: User.objects.filter(pk__among=Parameter("ids", PACKED)))
    assert some.rows(ids=packed([elm.amira.pk])) == [elm.amira]

    with django_assert_num_queries(1):
        found = some.rows(ids=packed([elm.noor.pk, elm.ash.pk]))
    with django_assert_num_queries(0):
        assert some.rows(ids=packed([])) == []

    assert {one.pk for one in found} == {elm.noor.pk, elm.ash.pk}


def test_no_id_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(User.objects.filter(pk__among=packed([]))) == []


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_bit_for_each_id_finds_the_same_rows(elm, harbour, monkeypatch, size):
    monkeypatch.setattr(among, "MANY", 1)
    people = sorted(User.objects.values_list("pk", flat=True))
    members = set(Membership.objects.values_list("user", flat=True))

    for some in combinations(people, size):
        met = User.objects.filter(pk__among_many=packed(reversed(some)))
        through = User.objects.filter(memberships__user__pk__among_many=packed(some)).distinct()
        others = User.objects.exclude(pk__among_many=packed(some))

        assert sorted(met.values_list("pk", flat=True)) == list(some)
        assert set(through.values_list("pk", flat=True)) == members.intersection(some)
        assert sorted(others.values_list("pk", flat=True)) == sorted({*people} - {*some})


@pytest.mark.parametrize(
    ("many", "more", "has_bits"),
    [(3, 1, True), (4, 1, False), (3, 3 * 64, False)],
    ids=["many", "few", "far apart"],
)
def test_many_ids_that_lie_together_are_bits_on_postgresql(elm, monkeypatch, many, more, has_bits):
    monkeypatch.setattr(among, "MANY", many)
    first = elm.amira.pk
    some = packed([first, first, first + more])
    found = User.objects.filter(pk__among_many=some)

    condition, parameters = found.query.sql_with_params()

    assert len(parameters) == 1
    assert ("get_bit" in condition) is (has_bits and connection.vendor == "postgresql")
    assert elm.amira in found


def test_no_id_of_many_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(User.objects.filter(pk__among_many=packed([]))) == []
