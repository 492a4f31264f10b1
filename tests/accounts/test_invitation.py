"""What the table of invitations refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.accounts.invitation import Invitation
from courses.common.scope import Scope
from tests.people import NOON, TODAY


@pytest.fixture
def make(elm):
    """Make an invitation to Elm Park, changed as told."""

    def call(**changes):
        fields = {
            "organisation": elm.organisation,
            "email": "mei@elm-park.example",
            "name": "Mei Tan",
            "role": elm.teacher,
            "site": elm.north,
            "starts_on": TODAY,
            "token_hash": "a" * 64,
            "invited_at": NOON,
            "expires_at": NOON + timedelta(days=7),
        }
        return Invitation.objects.create(**(fields | changes))

    return call


def refused(make, name, **changes):
    before = list(Invitation.objects.values())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**changes)
    assert list(Invitation.objects.values()) == before


def test_one_address_has_one_open_invitation(make):
    make()

    refused(make, "email", token_hash="b" * 64)


@pytest.mark.parametrize("closed", ["used_at", "withdrawn_at"])
def test_an_answered_or_withdrawn_one_leaves_room_for_another(make, closed):
    first = make(**{closed: NOON})

    second = make(token_hash="b" * 64)

    assert list(Invitation.objects.order_by("pk")) == [first, second]
    assert list(Invitation.objects.open()) == [second]
    assert str(second) == f"invitation {second.pk}"


def test_a_token_leads_to_one_invitation(make):
    make()

    refused(make, "token", email="other@elm-park.example")


def test_none_is_both_used_and_withdrawn(make):
    refused(make, "invitation_is_used_or_withdrawn_not_both", used_at=NOON, withdrawn_at=NOON)


def test_a_link_works_until_its_hour(make):
    one = make()

    assert list(Invitation.objects.usable(one.expires_at - timedelta(seconds=1))) == [one]
    assert list(Invitation.objects.usable(one.expires_at)) == []


def test_a_lead_of_one_site_sees_the_invitations_to_it(make, elm):
    north = make()
    make(site=elm.south, email="other@elm-park.example", token_hash="b" * 64)
    here = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))

    assert list(Invitation.objects.visible_to(here)) == [north]
    assert list(Invitation.objects.visible_to(Scope(elm.organisation.pk, TODAY))) == []
