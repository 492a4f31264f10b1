"""Changing what a member is called and signs in with."""

from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from courses.accounts import staff
from courses.accounts.models import User
from courses.accounts.services import join
from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.notifications.models import Message
from courses.usecases.change_details import (
    AddressTaken,
    NotOursAlone,
    NumberTaken,
    change_details,
)
from tests.people import NOON, TODAY
from tests.tables import everything, trail
from tests.usecases.racing import at_once

NOW = "Safeguarding training: how you sign in from now on"


@pytest.fixture
def change(elm, harbour):
    """Change Amira's details as told."""

    def call(user=None, at=NOON, **changes):
        member = elm.membership(user or elm.amira)
        fields = {
            "name": member.user.name,
            "email": member.user.email,
            "staff_number": member.staff_number,
            "at": at,
            "actor_id": elm.lewis.pk,
        }
        change_details(membership=member, **(fields | changes))

    return call


def details():
    """Return what the trail says of each change beyond who and when."""
    return [event.details for event in AuditEvent.objects.filter(verb="changed-details")]


def refused(error, act):
    before = everything()
    with pytest.raises(error):
        act()
    assert everything() == before


def test_name_and_number_are_written_and_nobody_is_told(change, elm):
    change(name="Amira Haddad-Cole", staff_number="E100")

    member = elm.membership(elm.amira)
    assert (member.user.name, member.user.folded_name) == (
        "Amira Haddad-Cole",
        "amira haddad-cole",
    )
    assert member.staff_number == "E100"
    assert list(Message.objects.all()) == []
    assert details() == [{"v": 1}]
    assert trail(elm.organisation.pk) == [
        ("changed-details", "membership", member.pk, elm.lewis.pk)
    ]


def test_with_another_address_sign_ins_end_and_both_are_told(
    change, elm, django_capture_on_commit_callbacks
):
    client = Client()
    client.force_login(elm.amira)
    EmailAddress.objects.create(user=elm.amira, email="amira@elm-park.example", verified=True)

    with django_capture_on_commit_callbacks(execute=True):
        change(email="Amira.H@elm-park.example", at=timezone.now())

    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["amira@elm-park.example"], "Safeguarding training: your sign-in address was changed"),
        (["amira.h@elm-park.example"], NOW),
    ]
    assert details() == [{"v": 1, "address": "changed"}]
    assert User.objects.get(pk=elm.amira.pk).email == "amira.h@elm-park.example"
    assert list(EmailAddress.objects.all()) == []
    assert client.get("/learn/").status_code == 302


def test_a_first_address_is_told_how_to_sign_in_with_it_and_ends_no_sign_in(
    change, elm, django_capture_on_commit_callbacks
):
    User.objects.filter(pk=elm.amira.pk).update(email=None)
    client = Client()
    client.force_login(elm.amira)

    with django_capture_on_commit_callbacks(execute=True):
        change(email="amira@home.example", at=timezone.now())

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (
        ["amira@home.example"],
        NOW,
    )
    assert client.get("/learn/").status_code == 200
    assert details() == [{"v": 1, "address": "first"}]
    assert "http://testserver/account/login/code/" in sent.body
    assert User.objects.get(pk=elm.amira.pk).email == "amira@home.example"


def test_an_address_that_is_taken_away_is_told_alone(change):
    change(email=None)

    assert [message.address for message in Message.objects.all()] == ["amira@elm-park.example"]


def test_a_repeat_writes_nothing(change):
    change(name="Another")
    before = everything()

    change(name="Another")

    assert everything() == before


@pytest.mark.parametrize("changes", [{"name": "Mallory"}, {"email": "m@example.org"}])
def test_an_account_that_is_not_ours_alone_keeps_name_and_address(change, elm, harbour, changes):
    join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=TODAY,
        at=NOON,
    )

    refused(NotOursAlone, lambda: change(**changes))
    change(staff_number="E200")

    assert elm.membership(elm.amira).staff_number == "E200"


def test_platform_staff_change_their_own_account_alone(change, elm):
    User.objects.filter(pk=elm.amira.pk).update(is_platform_staff=True)

    refused(NotOursAlone, lambda: change(name="Mallory"))


def test_an_address_or_number_of_somebody_else_is_refused(change):
    refused(AddressTaken, lambda: change(email="CALLUM@harbour-trust.example"))
    refused(NumberTaken, lambda: change(staff_number="E002"))
    change(staff_number="H001")


def test_without_its_audit_event_nothing_is_written(change, monkeypatch):
    monkeypatch.delitem(VERBS, "changed-details")

    refused(UnknownVerb, lambda: change(email="new@example.org"))


@pytest.mark.parametrize(
    ("look", "given", "error"),
    [
        ("is_address_taken", {"email": "noor@elm-park.example"}, AddressTaken),
        ("is_number_taken", {"staff_number": "E500"}, NumberTaken),
    ],
    ids=["address", "number"],
)
def test_what_another_was_given_after_the_first_look_is_refused(
    change, elm, monkeypatch, look, given, error
):
    change(elm.noor, staff_number="E500")
    again, answers = getattr(staff, look), [False]
    monkeypatch.setattr(
        staff, look, lambda *args, **kw: answers.pop() if answers else again(*args, **kw)
    )

    refused(error, lambda: change(**given))

    assert answers == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("given", "error"),
    [({"email": "one@elm-park.example"}, AddressTaken), ({"staff_number": "E500"}, NumberTaken)],
    ids=["address", "number"],
)
def test_given_to_four_people_at_once_one_has_it_and_the_others_are_refused(
    change, elm, given, error
):
    people = [elm.amira, elm.noor, elm.grace, elm.sam]

    answers = at_once([lambda user=user: change(user, **given) for user in people])

    assert Counter(map(type, answers)) == {type(None): 1, error: len(people) - 1}
    assert details() == [{"v": 1, **({"address": "changed"} if "email" in given else {})}]
