"""Legal holds: one at a time, from a day to a day, each change a row."""

from datetime import timedelta

import pytest

from courses.accounts import holds
from courses.accounts.holds import AlreadyHeld, LegalHold
from courses.accounts.membership import Membership
from courses.common.history import Superseded
from tests.people import NOON, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def held(elm, harbour):
    """Return the hold on Amira."""
    return holds.hold_member(
        membership=elm.membership(elm.amira),
        reason="A claim",
        on=TODAY,
        at=NOON,
        actor_id=elm.ash.pk,
    )


def members(day):
    return list(holds.held_members(day))


def test_a_hold_stands_from_its_first_day_to_its_last(elm, held):
    assert [members(TODAY - DAY), members(TODAY)] == [[], [held.membership_id]]

    ended = holds.end_hold(hold=held, on=TODAY + DAY, at=NOON + DAY, actor_id=elm.ash.pk)

    assert [members(TODAY + DAY), members(TODAY + 2 * DAY)] == [[held.membership_id], []]
    assert LegalHold.objects.count() == 2
    assert (holds.open_hold(elm.organisation, held.thread), ended.reason) == (None, "A claim")
    with pytest.raises(Superseded):
        holds.end_hold(hold=held, on=TODAY, at=NOON, actor_id=elm.ash.pk)


def test_nobody_is_held_twice_at_once_but_again_after_the_end(elm, held):
    again = {"membership": held.membership, "reason": "Again", "at": NOON, "actor_id": 1}

    with pytest.raises(AlreadyHeld):
        holds.hold_member(on=TODAY, **again)
    holds.end_hold(hold=held, on=TODAY, at=NOON, actor_id=elm.ash.pk)
    second = holds.hold_member(on=TODAY + DAY, **again)

    assert [one.reason for one in holds.holds_of(elm.organisation)] == ["Again", "A claim"]
    assert str(second) == f"hold {second.pk}"


def test_a_hold_is_the_organisations_own(elm, harbour, held):
    assert holds.open_hold(elm.organisation, held.thread) == held
    assert holds.open_hold(harbour.organisation, held.thread) is None
    assert holds.holds_of(harbour.organisation) == []
    rows = Membership.objects.annotate(is_held=holds.is_held(TODAY, user="user"))
    assert list(rows.filter(is_held=True)) == [held.membership]
