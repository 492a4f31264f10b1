"""Counting that somebody left by "Exit this page"."""

import pytest

from courses.accounts.exits import ExitCount
from courses.usecases.count_exit import count_exit
from tests.people import NOON
from tests.tables import everything
from tests.usecases.racing import EIGHT, at_once


def test_a_number_of_the_month_grows_and_nothing_else_is_kept(elm, harbour):
    before = everything()

    count_exit(user=elm.amira, at=NOON)
    count_exit(user=elm.amira, at=NOON)

    after = everything()
    assert {table for table in after if after[table] != before.get(table)} == {"courses.ExitCount"}
    assert list(ExitCount.objects.values_list("organisation", "month", "uses")) == [
        (elm.organisation.pk, NOON.date().replace(day=1), 2)
    ]


@pytest.mark.parametrize("who", ["sam", "lewis", "ash"], ids=["a leaver", "a lead", "an admin"])
def test_a_leaver_and_whoever_has_access_are_counted_nowhere(elm, who):
    count_exit(user=getattr(elm, who), at=NOON)

    assert list(ExitCount.objects.all()) == []


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_are_eight(elm):
    answers = at_once([lambda: count_exit(user=elm.amira, at=NOON)] * EIGHT)

    assert answers == [None] * EIGHT
    assert [row.uses for row in ExitCount.objects.all()] == [EIGHT]
