"""Dated rows: what is current, and what was known at a moment."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.accounts.membership import MembershipPeriod
from tests.people import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def two(elm):
    """Return two revisions of Amira's period: the second supersedes the first an hour later."""
    first = MembershipPeriod.objects.get(membership__user=elm.amira)
    second = MembershipPeriod.objects.get(pk=first.pk)
    MembershipPeriod.objects.filter(pk=first.pk).update(superseded_at=NOON + HOUR)
    second.pk, second.recorded_at = None, NOON + HOUR
    second.save()
    return first, second


def test_the_current_row_is_the_one_that_nothing_superseded(two):
    first, second = two

    mine = MembershipPeriod.objects.filter(thread=first.thread)
    assert list(mine.order_by("pk")) == [first, second]
    assert list(mine.current()) == [second]


@pytest.mark.parametrize(
    ("offset", "known"),
    [
        (-timedelta(microseconds=1), []),
        (timedelta(0), [0]),
        (HOUR - timedelta(microseconds=1), [0]),
        (HOUR, [1]),
        (HOUR * 24, [1]),
    ],
)
def test_at_each_moment_one_row_was_known(two, offset, known):
    mine = MembershipPeriod.objects.filter(thread=two[0].thread)

    assert list(mine.as_known_at(NOON + offset)) == [two[n] for n in known]


def test_a_thread_never_has_two_current_rows(two):
    with pytest.raises(IntegrityError, match=r"has_one_current_row|thread"), transaction.atomic():
        MembershipPeriod.objects.filter(thread=two[0].thread).update(superseded_at=None)
