"""Many ids in one parameter: the same rows as ``__in`` finds, on both databases."""

from courses.accounts.models import User
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
