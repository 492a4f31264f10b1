"""Inviting staff, sending again, withdrawing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError

from courses.accounts import joining
from courses.accounts.invitation import Invitation
from courses.accounts.joining import LIFE, Offered, hash_of
from courses.accounts.membership import Grant, Membership, MembershipPeriod
from courses.accounts.models import Organisation, Role, Site, User
from courses.accounts.staff_list import Entry
from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.services import set_requirement
from courses.learning.models import Enrolment
from courses.notifications.models import Message
from courses.usecases.invite_staff import (
    InvitationAnswered,
    invite_staff,
    send_again,
    withdraw_invitation,
)
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, trail, verbs_about
from tests.usecases.racing import EIGHT, at_once

LINK = re.compile(r"http://testserver/join/([\w-]+)/")


@pytest.fixture
def entry(elm):
    """Return how to make a row of Elm Park's list."""

    def make(name="Mei Tan", email="mei@elm-park.example", **changes):
        fields = {
            "row": 1,
            "name": name,
            "email": email,
            "role_id": elm.teacher.pk,
            "site_id": elm.north.pk,
            "team_id": None,
            "staff_number": "",
            "starts_on": TODAY,
        }
        return Entry(**(fields | changes))

    return make


@pytest.fixture
def invite(elm, harbour):
    """Invite people to Elm Park as Lewis."""

    def call(*entries, **changes):
        fields = {"organisation": elm.organisation, "at": NOON, "actor_id": elm.lewis.pk}
        return invite_staff(entries=entries, **(fields | changes))

    return call


def test_whom_nobody_knows_is_a_member_at_once_and_gets_a_link(
    invite, entry, elm, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        (row,) = invite(entry(staff_number="E099"))

    user = User.objects.get(email="mei@elm-park.example")
    member = Membership.objects.get(user=user)
    period = MembershipPeriod.objects.get(membership=member)
    assert (user.name, user.folded_name, user.has_usable_password()) == (
        "Mei Tan",
        "mei tan",
        False,
    )
    assert (member.organisation, member.staff_number) == (elm.organisation, "E099")
    assert (period.site, period.role, period.valid_from) == (elm.north, elm.teacher, TODAY)
    assert (row.membership, row.expires_at, row.used_at) == (member, NOON + LIFE, None)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (
        ["mei@elm-park.example"],
        "Safeguarding training: your sign-in",
    )
    assert hash_of(LINK.search(sent.body)[1]) == row.token_hash
    assert "The link works once, until Tuesday 10 March 2026." in sent.body
    assert trail(elm.organisation.pk) == [
        ("invited", "organisation", elm.organisation.pk, elm.lewis.pk)
    ]
    assert AuditEvent.objects.get().details["invitations"] == 1


def test_the_link_is_nowhere_once_the_mail_has_left(
    invite, entry, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invite(entry())

    token = LINK.search(mail.outbox[0].body)[1]
    message = Message.objects.get()
    assert (message.body, message.sent_at is None) == ("", False)
    assert token not in str(everything())


def test_the_courses_of_a_rule_come_with_the_invitation(
    invite, entry, elm, small_course, django_capture_on_commit_callbacks
):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )

    with django_capture_on_commit_callbacks(execute=True):
        invite(entry())

    assert Enrolment.objects.filter(learner__email="mei@elm-park.example").count() == 1


def test_an_account_elsewhere_gets_an_offer_and_is_never_changed(invite, entry, harbour):
    before = User.objects.filter(pk=harbour.callum.pk).values().get()

    (row,) = invite(entry("Another Name", "callum@harbour-trust.example"))

    assert row.membership is None
    assert User.objects.filter(pk=harbour.callum.pk).values().get() == before
    assert list(Membership.objects.filter(user=harbour.callum)) == [
        harbour.membership(harbour.callum)
    ]
    assert "asks you to join" in Message.objects.get().body


def test_whoever_works_here_or_is_invited_is_left_out_and_a_repeat_writes_nothing(
    invite, entry, elm
):
    invite(entry())
    before = everything()

    assert invite(entry(), entry("Amira", "amira@elm-park.example")) == []
    assert everything() == before


def test_a_leaver_who_comes_back_is_offered_the_place(invite, entry, elm):
    (row,) = invite(entry("Sam Porter", "sam@elm-park.example"))

    assert (row.email, row.membership) == ("sam@elm-park.example", None)


def test_access_waits_for_the_answer(invite, entry, elm):
    (row,) = invite(entry(), offered=Offered("lead", own_site=True))

    assert (row.access, row.access_site) == ("lead", elm.north)
    assert Grant.objects.filter(membership=row.membership).exists() is False


@pytest.mark.parametrize("people", [1, 3])
def test_many_cost_what_one_costs_but_for_their_mails(
    invite, entry, people, django_assert_num_queries
):
    wanted = [entry(f"P {n}", f"p{n}@example.org") for n in range(people)]

    with django_assert_num_queries(17 + people):
        invite(*wanted)


def test_without_its_audit_event_nothing_is_written(invite, entry, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "invited")

    with pytest.raises(UnknownVerb):
        invite(entry())

    assert everything() == before


def test_an_account_that_appears_meanwhile_makes_it_an_offer(invite, entry, monkeypatch):
    add_people, tries = joining.add_people, []

    def late(**given):
        if not tries:
            tries.append(1)
            raise IntegrityError
        return add_people(**given)

    monkeypatch.setattr(joining, "add_people", late)

    assert [row.email for row in invite(entry())] == ["mei@elm-park.example"]


def test_what_can_never_be_stored_is_raised_and_nothing_kept(invite, entry):
    twice = [entry(staff_number="7"), entry("B", "b@example.org", staff_number="7")]
    before = everything()

    with pytest.raises(IntegrityError):
        invite(*twice)

    assert everything() == before


def test_sent_again_there_is_a_new_link_and_the_old_one_is_dead(invite, entry, elm):
    (row,) = invite(entry())
    old = row.token_hash
    later = NOON + timedelta(days=9)

    send_again(invitation=row, at=later, actor_id=elm.lewis.pk)

    row.refresh_from_db()
    bodies = [m.body for m in Message.objects.order_by("pk")]
    hashes = [hash_of(LINK.search(body)[1]) for body in bodies]
    assert hashes == [old, row.token_hash]
    assert (row.expires_at, row.invited_at) == (later + LIFE, later)
    assert verbs_about(row) == ["invited"]


def test_within_a_minute_nothing_is_sent_again(invite, entry):
    (row,) = invite(entry())
    before = everything()

    send_again(invitation=row, at=NOON + timedelta(seconds=59))

    assert everything() == before
    send_again(invitation=row, at=NOON + timedelta(seconds=60))
    send_again(invitation=row, at=NOON + timedelta(seconds=61))
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_send_it_again_once(invite, entry):
    (row,) = invite(entry())
    later = NOON + timedelta(days=1)

    at_once([lambda: send_again(invitation=Invitation.objects.get(), at=later)] * EIGHT)

    row.refresh_from_db()
    assert row.invited_at == later
    assert Message.objects.count() == 2


def test_an_offer_is_sent_again_as_an_offer(invite, entry, harbour):
    (row,) = invite(entry("Callum", "callum@harbour-trust.example"))

    send_again(invitation=row, at=NOON + timedelta(minutes=1))

    assert "asks you to join" in Message.objects.order_by("pk").last().body


def test_withdrawn_it_is_no_more_and_the_address_can_be_invited_anew(invite, entry, harbour):
    callum = entry("Callum", "callum@harbour-trust.example")
    (row,) = invite(callum)

    withdraw_invitation(invitation=row, at=NOON)

    assert verbs_about(row) == ["withdrew-invitation"]
    assert len(invite(callum)) == 1


@pytest.mark.parametrize("closed", ["used_at", "withdrawn_at"])
@pytest.mark.parametrize("act", [send_again, withdraw_invitation])
def test_an_answered_invitation_is_neither_sent_again_nor_withdrawn(invite, entry, closed, act):
    (row,) = invite(entry())
    Invitation.objects.update(**{closed: NOON})
    before = everything()

    with pytest.raises(InvitationAnswered):
        act(invitation=row, at=NOON)

    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_invite_everybody_once(small_course):
    elm = Organisation.objects.create(slug="elm-park", name="Elm Park")
    site = Site.objects.create(organisation=elm, slug="north", name="North")
    role = Role.objects.create(organisation=elm, slug="teacher", name="Teacher")
    entries = [
        Entry(n, f"P {n}", f"p{n}@example.org", role.pk, site.pk, None, "", TODAY) for n in range(3)
    ]

    rows = at_once([lambda: len(invite_staff(organisation=elm, entries=entries, at=NOON))] * EIGHT)

    assert sorted(rows) == [0] * (EIGHT - 1) + [3]
    assert (User.objects.count(), Invitation.objects.count(), len(mail.outbox)) == (3, 3, 3)
