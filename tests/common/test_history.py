"""Dated rows: what is current, and what was known at a moment."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from courses.accounts.membership import MembershipPeriod
from courses.common.history import Superseded, cancel, revise
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


def test_a_revision_keeps_the_thread_and_what_it_does_not_change(elm):
    first = MembershipPeriod.objects.get(membership__user=elm.amira)

    second = revise(first, at=NOON + HOUR, actor_id=elm.lewis.pk, site_id=elm.south.pk)

    rows = list(MembershipPeriod.objects.filter(thread=first.thread).order_by("pk"))
    assert rows == [first, second]
    assert (rows[0].superseded_at, rows[1].superseded_at) == (NOON + HOUR, None)
    third = revise(second, at=NOON + 2 * HOUR, actor_id=None, site=elm.north)
    assert (third.site, third.site_id) == (elm.north, elm.north.pk)
    assert (second.site, second.role, second.valid_from) == (
        elm.south,
        first.role,
        first.valid_from,
    )
    assert (second.recorded_at, second.recorded_by_id) == (NOON + HOUR, elm.lewis.pk)


def test_a_cancelled_row_is_known_no_longer(elm):
    row = MembershipPeriod.objects.get(membership__user=elm.amira)

    cancel(row, at=NOON + HOUR)

    mine = MembershipPeriod.objects.filter(thread=row.thread)
    assert list(mine.current()) == []
    assert list(mine.as_known_at(NOON)) == [row]


@pytest.mark.parametrize("change", [cancel, partial(revise, actor_id=None)])
def test_what_somebody_else_has_changed_is_refused(two, change):
    first, _second = two
    before = list(MembershipPeriod.objects.values())

    with pytest.raises(Superseded):
        change(first, at=NOON + 2 * HOUR)

    assert list(MembershipPeriod.objects.values()) == before
