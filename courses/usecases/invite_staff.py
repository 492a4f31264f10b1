"""Invite staff: people, invitations and their mails, all or none; send again; withdraw."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from courses.accounts import joining
from courses.accounts.invitation import Invitation
from courses.accounts.joining import Offered
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, User
from courses.accounts.queries import working_addresses
from courses.accounts.staff_list import Entry
from courses.audit.services import record
from courses.common.dates import local_date
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due
from courses.usecases.apply_requirements import apply_rules

LEARNER = Offered()


class InvitationAnswered(Exception):
    """The invitation was used or withdrawn meanwhile."""


def invite_staff(
    *,
    organisation: Organisation,
    entries: Sequence[Entry],
    at: datetime,
    offered: Offered = LEARNER,
    actor_id: int | None = None,
) -> list[Invitation]:
    """Invite everybody of ``entries``; whoever works here or has an open invitation is left out.

    Nobody on the platform has the address: they are a member at once, and sign in by one-time
    code. Somebody has it: they get an offer, and their account stays as it is. A repeat writes
    nothing.
    """
    for last_try in (False, True):
        try:
            return invited(organisation, entries, offered, at, actor_id)
        except IntegrityError:
            # Another organisation made somebody's account meanwhile: the second look sees it.
            if last_try:
                raise
    raise AssertionError  # pragma: no cover - the loop returns or raises


@transaction.atomic
def invited(
    organisation: Organisation,
    entries: Sequence[Entry],
    offered: Offered,
    at: datetime,
    actor_id: int | None,
) -> list[Invitation]:
    """Write everything of one invitation of many people, or nothing."""
    # The organisation's row is the lock: two first invitations at once have no other in common.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    waiting = Invitation.objects.open().filter(organisation=organisation)
    left_out = working_addresses(organisation, on=local_date(at)) | set(
        waiting.values_list("email", flat=True)
    )
    wanted = [entry for entry in entries if entry.email not in left_out]
    if not wanted:
        return []
    taken = User.objects.filter(email__in=[entry.email for entry in wanted])
    known = set(taken.values_list("email", flat=True))
    fresh = [entry for entry in wanted if entry.email not in known]
    members = joining.add_people(organisation=organisation, entries=fresh, at=at, actor_id=actor_id)
    tokens = [secrets.token_urlsafe(32) for _ in wanted]
    rows = joining.invite(
        organisation=organisation,
        entries=wanted,
        tokens=tokens,
        members=members,
        offered=offered,
        at=at,
        actor_id=actor_id,
    )
    for row, token in zip(rows, tokens, strict=True):
        write_to(row, token, organisation, members, at)
    ids = ",".join(str(row.pk) for row in rows)
    record(
        verb="invited",
        about=organisation,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"invitations": len(rows), "digest": sha256(ids.encode()).hexdigest()},
    )
    follow(organisation)
    return rows


def follow(organisation: Organisation) -> None:
    """Have the mails sent, and new members enrolled, once the transaction is through."""
    transaction.on_commit(send_due.enqueue)
    transaction.on_commit(lambda: apply_rules.enqueue(organisation.pk))


def write_to(
    invitation: Invitation,
    token: str,
    organisation: Organisation,
    members: Mapping[str, Membership],
    at: datetime,
) -> None:
    """Queue the mail with the link; its text leaves the outbox once it is sent."""
    context = {
        "name": invitation.name,
        "organisation": organisation.name,
        "is_member": invitation.email in members,
        "until": local_date(invitation.expires_at),
        "url": f"{settings.SITE_URL}/join/{token}/",
        "sign_in_url": f"{settings.SITE_URL}/account/login/code/",
    }
    notifications.queue(
        key=f"invitation:{invitation.pk}:{invitation.token_hash[:32]}",
        kind=Message.Kind.INVITATION,
        address=invitation.email,
        organisation=organisation,
        subject="Safeguarding training: your sign-in",
        body=render_to_string("courses/email/invitation.txt", context),
        due_at=at,
    )


@transaction.atomic
def send_again(*, invitation: Invitation, at: datetime, actor_id: int | None = None) -> None:
    """Send an unanswered invitation with a new link; the old one stops working.

    Within a minute of the last mail, as by a double click, nothing is sent or written.

    :raises InvitationAnswered: when it was used or withdrawn.
    """
    token = secrets.token_urlsafe(32)
    is_renewed = joining.renew(invitation=invitation, token=token, at=at)
    invitation.refresh_from_db()
    if invitation.used_at or invitation.withdrawn_at:
        raise InvitationAnswered
    if not is_renewed:
        return
    organisation = invitation.organisation
    members = {invitation.email: invitation.membership} if invitation.membership else {}
    write_to(invitation, token, organisation, members, at)
    record(
        verb="invited",
        about=invitation,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
    )
    transaction.on_commit(send_due.enqueue)


@transaction.atomic
def withdraw_invitation(
    *, invitation: Invitation, at: datetime, actor_id: int | None = None
) -> None:
    """Take an unanswered invitation back: its link stops working.

    :raises InvitationAnswered: when it was used or withdrawn.
    """
    if not joining.withdraw(invitation=invitation, at=at):
        raise InvitationAnswered
    record(
        verb="withdrew-invitation",
        about=invitation,
        organisation_id=invitation.organisation_id,
        actor_id=actor_id,
        at=at,
    )
