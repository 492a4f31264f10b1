"""Writes about invitations; people whom nobody on the platform knows become members at once.

No transaction is opened here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.contrib.auth.hashers import make_password

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import Organisation, User
from courses.accounts.staff_list import Entry
from courses.common.names import fold_name

# The link signs nobody in: after it comes a code, to the same address (docs/decisions/0006).
LIFE = timedelta(days=7)
AT_LEAST = timedelta(minutes=1)  # between two mails with a link: the earlier one's dies


@dataclass(frozen=True, slots=True)
class Offered:
    """The access that comes with an invitation; the level is empty for none.

    With ``own_site`` it is over the site where the person works, else over the organisation.
    """

    access: str = ""
    own_site: bool = False


def hash_of(token: str) -> str:
    """Return what is kept of the token of a link."""
    return sha256(token.encode()).hexdigest()


def add_people(
    *, organisation: Organisation, entries: Sequence[Entry], at: datetime, actor_id: int | None
) -> dict[str, Membership]:
    """Make new people and members of ``entries``; return the memberships by address.

    They sign in by one-time code. Three statements, however many they are.
    """
    users = User.objects.bulk_create(
        User(
            name=entry.name,
            folded_name=fold_name(entry.name),
            email=entry.email,
            password=make_password(None),
        )
        for entry in entries
    )
    members = Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, staff_number=entry.staff_number)
        for user, entry in zip(users, entries, strict=True)
    )
    MembershipPeriod.objects.bulk_create(
        MembershipPeriod(
            membership=membership,
            organisation=organisation,
            role_id=entry.role_id,
            site_id=entry.site_id,
            team_id=entry.team_id,
            valid_from=entry.starts_on,
            recorded_at=at,
            recorded_by_id=actor_id,
        )
        for membership, entry in zip(members, entries, strict=True)
    )
    return {entry.email: member for entry, member in zip(entries, members, strict=True)}


def invite(
    *,
    organisation: Organisation,
    entries: Sequence[Entry],
    tokens: Sequence[str],
    members: Mapping[str, Membership],
    offered: Offered,
    at: datetime,
    actor_id: int | None,
) -> list[Invitation]:
    """Write one invitation an entry, each with its token, and return them; one statement."""
    return Invitation.objects.bulk_create(
        Invitation(
            organisation=organisation,
            email=entry.email,
            name=entry.name,
            role_id=entry.role_id,
            site_id=entry.site_id,
            team_id=entry.team_id,
            staff_number=entry.staff_number,
            starts_on=entry.starts_on,
            access=offered.access,
            access_site_id=entry.site_id if offered.own_site else None,
            membership=members.get(entry.email),
            token_hash=hash_of(token),
            invited_at=at,
            invited_by_id=actor_id,
            expires_at=at + LIFE,
        )
        for entry, token in zip(entries, tokens, strict=True)
    )


def renew(*, invitation: Invitation, token: str, at: datetime) -> bool:
    """Give an unanswered invitation a new token and a new week.

    False where it was answered, or sent within the last minute. One statement.
    """
    mine = Invitation.objects.open().filter(pk=invitation.pk, invited_at__lte=at - AT_LEAST)
    return bool(mine.update(token_hash=hash_of(token), expires_at=at + LIFE, invited_at=at))


def withdraw(*, invitation: Invitation, at: datetime) -> bool:
    """Take an unanswered invitation back; False where it was answered."""
    return bool(Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=at))


def close(*, invitation: Invitation, membership: Membership, at: datetime) -> None:
    """Note that ``invitation`` was answered, and by which member."""
    mine = Invitation.objects.open().filter(pk=invitation.pk)
    mine.update(used_at=at, membership=membership)
