"""Answer an invitation: become a member, with the access it offers."""

from datetime import datetime

from django.db import transaction

from courses.accounts import joining
from courses.accounts import services as accounts
from courses.accounts.invitation import Invitation
from courses.accounts.membership import Access, Membership, MembershipPeriod
from courses.accounts.models import User
from courses.audit.services import record
from courses.common.dates import local_date
from courses.usecases.apply_requirements import apply_rules


class InvitationOver(Exception):
    """The link was used, ran out, was withdrawn, or never was."""


@transaction.atomic
def accept_invitation(*, token: str, at: datetime) -> User:
    """Consume the link with ``token`` and return whom it was sent to, now a member.

    The account of somebody who had one stays as it is. The link signs nobody in.

    :raises InvitationOver: when the link does not work, or no longer.
    """
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True).usable(at)
    invitation = rows.filter(token_hash=joining.hash_of(token)).first()
    if invitation is None:
        raise InvitationOver
    membership = invitation.membership or join(invitation, at)
    user = membership.user
    if not user.is_active or user.anonymised_at is not None:
        raise InvitationOver
    joining.close(invitation=invitation, membership=membership, at=at)
    here = invitation.organisation_id
    record(
        verb="accepted-invitation",
        about=invitation,
        organisation_id=here,
        actor_id=user.pk,
        at=at,
    )
    if invitation.access:
        granted = accounts.grant(
            membership=membership,
            access=Access(invitation.access),
            site=invitation.access_site,
            valid_from=max(invitation.starts_on, local_date(at)),
            at=at,
            actor_id=invitation.invited_by_id,
        )
        record(
            verb="granted",
            about=granted,
            organisation_id=here,
            actor_id=invitation.invited_by_id,
            at=at,
        )
    transaction.on_commit(lambda: apply_rules.enqueue(here))
    return user


def join(invitation: Invitation, at: datetime) -> Membership:
    """Make whoever has the address now a member; one who has come to work here meanwhile is one.

    :raises InvitationOver: when nobody has the address any more.
    """
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        raise InvitationOver
    here = invitation.organisation
    periods = MembershipPeriod.objects.current().on(invitation.starts_on)
    there = periods.filter(membership__user=user, organisation=here).first()
    if there is not None:
        return there.membership
    membership = accounts.join(
        user=user,
        organisation=here,
        role=invitation.role,
        site=invitation.site,
        team=invitation.team,
        staff_number=invitation.staff_number,
        valid_from=invitation.starts_on,
        at=at,
        actor_id=invitation.invited_by_id,
    )
    record(verb="joined", about=membership, organisation_id=here.pk, actor_id=user.pk, at=at)
    return membership
