"""People who work somewhere: moved, given a last day, their details changed.

No transaction is opened here.
"""

from collections.abc import Sequence
from datetime import date, datetime
from importlib import import_module

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q

from courses.accounts.access import day_before, end_access, still_held
from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import Role, Site, Team, User
from courses.accounts.services import refuse_foreign
from courses.common.history import cancel, revise


def periods_from(membership: Membership, *, on: date) -> list[MembershipPeriod]:
    """Return where the member works on ``on`` or later, the first first; one query."""
    rows = MembershipPeriod.objects.current().filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on), membership=membership
    )
    return list(rows.select_related("role", "site", "team").order_by("valid_from", "pk"))


def last_day_of(periods: Sequence[MembershipPeriod]) -> date | None:
    """Return the day with which the last of ``periods`` ends; None while one of them does not."""
    ends = [one.valid_until for one in periods if one.valid_until is not None]
    return max(ends) if ends and len(ends) == len(periods) else None


def is_ours_alone(membership: Membership) -> bool:
    """Test whether the account belongs to this organisation's people alone, so it may change it."""
    elsewhere = Membership.objects.filter(user=membership.user).exclude(pk=membership.pk)
    return not (membership.user.is_platform_staff or elsewhere.exists())


def is_address_taken(email: str, *, but: User) -> bool:
    """Test whether somebody else signs in with ``email``."""
    return User.objects.filter(email=email).exclude(pk=but.pk).exists()


def is_number_taken(number: str, *, but: Membership) -> bool:
    """Test whether somebody else of the organisation has this staff number."""
    there = Membership.objects.filter(
        organisation=but.organisation_id, staff_number=number
    ).exclude(pk=but.pk)
    return bool(number) and there.exists()


def move(
    *,
    period: MembershipPeriod,
    role: Role,
    site: Site,
    team: Team | None,
    from_day: date,
    at: datetime,
    actor_id: int | None,
) -> MembershipPeriod:
    """Let a member hold another job at another place from ``from_day`` on; earlier days stay.

    From its very first day on, the period itself is put right.

    :raises OtherOrganisation: when role, site or team belong elsewhere.
    :raises Superseded: when somebody else has changed the period meanwhile.
    """
    refuse_foreign(period.organisation, role, site, team)
    if from_day == period.valid_from:
        return revise(period, at=at, actor_id=actor_id, role=role, site=site, team=team)
    until = period.valid_until
    revise(period, at=at, actor_id=actor_id, valid_until=day_before(from_day))
    return MembershipPeriod.objects.create(
        membership_id=period.membership_id,
        organisation_id=period.organisation_id,
        role=role,
        site=site,
        team=team,
        valid_from=from_day,
        valid_until=until,
        recorded_at=at,
        recorded_by_id=actor_id,
    )


def leave(
    *,
    membership: Membership,
    periods: Sequence[MembershipPeriod],
    last_day: date,
    at: datetime,
    actor_id: int | None,
) -> None:
    """End ``periods`` and every access of a member after ``last_day``, and take invitations back.

    :raises Superseded: when somebody else has changed one of them meanwhile.
    """
    for period in periods:
        if period.valid_from > last_day:
            cancel(period, at=at)
        else:
            revise(period, at=at, actor_id=actor_id, valid_until=last_day)
    for grant in still_held(last_day).filter(membership=membership).exclude(valid_until=last_day):
        end_access(grant=grant, last_day=last_day, at=at, actor_id=actor_id)
    Invitation.objects.open().filter(membership=membership).update(withdrawn_at=at)


def change_details(
    *, membership: Membership, name: str, email: str | None, staff_number: str
) -> None:
    """Write a member's name, address and staff number.

    What the sign-in keeps of an earlier address goes with it, or the address would still open
    the account.
    """
    user = membership.user
    if user.email != email:
        EmailAddress.objects.filter(user=user).delete()
    user.name, user.email = name, email
    user.save()
    Membership.objects.filter(pk=membership.pk).update(staff_number=staff_number)
    membership.staff_number = staff_number


def end_sign_ins(*users: User, at: datetime) -> int:
    """End every sign-in of ``users`` and return how many there were."""
    ids = {str(user.pk) for user in users}
    store = import_module(settings.SESSION_ENGINE).SessionStore
    ended = 0
    for session in Session.objects.filter(expire_date__gt=at).iterator():
        if session.get_decoded().get("_auth_user_id") in ids:
            store(session.session_key).delete()
            ended += 1
    return ended
