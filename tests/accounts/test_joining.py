"""Writes about invitations: each in as many statements for three people as for one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courses.accounts import joining
from courses.accounts.invitation import Invitation
from courses.accounts.membership import MembershipPeriod
from courses.accounts.staff_list import Entry
from tests.people import NOON, TODAY


def entries(elm, number):
    return [
        Entry(n, f"Pérson {n}", f"p{n}@example.org", elm.teacher.pk, elm.north.pk, None, "", TODAY)
        for n in range(number)
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_people_are_added_in_three_statements(elm, number, django_assert_num_queries):
    wanted = entries(elm, number)

    with django_assert_num_queries(3):
        members = joining.add_people(
            organisation=elm.organisation, entries=wanted, at=NOON, actor_id=elm.lewis.pk
        )

    assert list(members) == [entry.email for entry in wanted]
    user = members["p0@example.org"].user
    assert (user.folded_name, user.has_usable_password()) == ("person 0", False)
    period = MembershipPeriod.objects.get(membership=members["p0@example.org"])
    assert (period.recorded_by_id, period.valid_until) == (elm.lewis.pk, None)


def test_the_longest_name_is_added_though_its_letters_grow_when_folded(elm):
    (wanted,) = entries(elm, 1)

    members = joining.add_people(
        organisation=elm.organisation,
        entries=[replace(wanted, name="ß" * 200)],
        at=NOON,
        actor_id=None,
    )

    assert members["p0@example.org"].user.folded_name == "s" * 200


@pytest.fixture
def row(elm):
    """Return an open invitation."""
    (made,) = joining.invite(
        organisation=elm.organisation,
        entries=entries(elm, 1),
        tokens=["first"],
        members={},
        offered=joining.Offered("lead", own_site=True),
        at=NOON,
        actor_id=None,
    )
    return made


def test_the_token_itself_is_not_kept(row, elm):
    assert (row.token_hash, row.access_site_id) == (joining.hash_of("first"), elm.north.pk)
    assert "first" not in str(Invitation.objects.values())


def test_renewed_it_has_another_token_and_another_week(row):
    later = NOON + timedelta(days=3)

    assert joining.renew(invitation=row, token="second", at=later) is True

    row.refresh_from_db()
    assert (row.token_hash, row.expires_at) == (
        joining.hash_of("second"),
        later + timedelta(days=7),
    )


def test_once_answered_it_stays_as_it_is(row, elm):
    member = elm.membership(elm.amira)
    joining.close(invitation=row, membership=member, at=NOON)
    before = Invitation.objects.values().get()

    assert joining.renew(invitation=row, token="second", at=NOON) is False
    assert joining.withdraw(invitation=row, at=NOON) is False
    joining.close(invitation=row, membership=elm.membership(elm.noor), at=NOON)
    assert Invitation.objects.values().get() == before
    assert (before["used_at"], before["membership_id"]) == (NOON, member.pk)
