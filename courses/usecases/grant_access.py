"""Give and end access beyond learning; the last administrator stays."""

from datetime import datetime

from django.db import transaction

from courses.accounts import access as room
from courses.accounts import services as accounts
from courses.accounts.membership import Access, Grant, Membership
from courses.accounts.models import Organisation, Site, Team, User
from courses.accounts.permissions import Permission
from courses.accounts.queries import rights_of
from courses.audit.services import record
from courses.common.dates import local_date


class AboveOwnRank(PermissionError):
    """Only who administers the whole organisation gives or ends access."""


class LastAdministrator(Exception):
    """The organisation would be without an administrator."""


def refuse_above_rank(organisation: Organisation, by: User, at: datetime) -> None:
    """Raise where ``by`` does not administer the whole organisation now.

    :raises AboveOwnRank: then.
    """
    rights = rights_of(user=by, on=local_date(at)).get(organisation.slug)
    if rights is None or not rights.scope(Permission.ADMINISTER).whole:
        raise AboveOwnRank


def lock(organisation_id: int) -> Organisation:
    """Return the organisation, held for this transaction: two administrators end each other."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


@transaction.atomic
def grant_access(
    *,
    membership: Membership,
    access: Access,
    site: Site | None,
    by: User,
    at: datetime,
    team: Team | None = None,
) -> Grant:
    """Give a member ``access`` over ``site`` or ``team``, or the whole organisation, from today on.

    What they have already is returned and nothing written.

    :raises AboveOwnRank: when ``by`` does not administer the whole organisation.
    :raises OtherOrganisation: when site or team belong elsewhere.
    """
    organisation = lock(membership.organisation_id)
    refuse_above_rank(organisation, by, at)
    today = local_date(at)
    same = room.still_held(today).filter(membership=membership, access=access, site=site, team=team)
    if there := same.filter(valid_until__isnull=True).first():
        return there
    granted = accounts.grant(
        membership=membership,
        access=access,
        site=site,
        team=team,
        valid_from=today,
        at=at,
        actor_id=by.pk,
    )
    record(
        verb="granted",
        about=granted,
        organisation_id=organisation.pk,
        actor_id=by.pk,
        at=at,
        details={"membership": membership.pk},
    )
    return granted


@transaction.atomic
def end_access(*, grant: Grant, by: User, at: datetime) -> None:
    """End ``grant`` at once.

    :raises AboveOwnRank: when ``by`` does not administer the whole organisation.
    :raises LastAdministrator: when nobody would administer it any more.
    :raises Superseded: when somebody else has changed it meanwhile.
    """
    organisation = lock(grant.organisation_id)
    refuse_above_rank(organisation, by, at)
    today = local_date(at)
    room.end_access(grant=grant, last_day=room.day_before(today), at=at, actor_id=by.pk)
    if not room.administrators(organisation, on=today):
        raise LastAdministrator
    record(
        verb="ended-access",
        about=grant,
        organisation_id=organisation.pk,
        actor_id=by.pk,
        at=at,
        details={"membership": grant.membership_id},
    )
