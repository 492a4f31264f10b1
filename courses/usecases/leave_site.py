"""Somebody leaves: the last day of every job and access; the record stays."""

from datetime import date, datetime, timedelta

from django.db import transaction

from courses.accounts import staff
from courses.accounts.access import administrators
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import Organisation
from courses.audit.services import record
from courses.common.dates import local_date
from courses.usecases.grant_access import LastAdministrator


class BeforeFirstDay(ValueError):
    """The last day lies before the first: such a person never worked here."""


class HasLeft(ValueError):
    """The person works here no longer: a later last day would invent the days between."""


@transaction.atomic
def leave_site(
    *, membership: Membership, last_day: date, at: datetime, actor_id: int | None = None
) -> None:
    """Let ``membership`` end with ``last_day``, inclusive, and everything the organisation gave.

    Where that day has passed, every sign-in ends at once. A second time nothing is written. Of
    whoever has an earlier last day still to come, the job that was to end last goes on until then;
    what access ended with it stays ended.

    :raises BeforeFirstDay: when nothing began by then.
    :raises HasLeft: when their last day has passed, and was before this one.
    :raises LastAdministrator: when nobody would administer the organisation any more.
    :raises Superseded: when somebody else has changed something meanwhile.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(
        pk=membership.organisation_id
    )
    today = local_date(at)
    there = staff.periods_from(membership, on=last_day)
    periods = [
        one for one in there or to_go_on(membership, on=today) if one.valid_until != last_day
    ]
    if not periods:
        return
    began = MembershipPeriod.objects.current().filter(
        membership=membership, valid_from__lte=last_day
    )
    if not began.exists():
        raise BeforeFirstDay
    is_administrator = membership.pk in administrators(organisation, on=today)
    staff.leave(membership=membership, periods=periods, last_day=last_day, at=at, actor_id=actor_id)
    after = max(today, last_day + timedelta(days=1))
    if is_administrator and not administrators(organisation, on=after):
        raise LastAdministrator
    record(
        verb="left",
        about=membership,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"last_day": last_day.isoformat()},
    )
    if last_day < today:
        staff.end_sign_ins(membership.user, at=at)


def to_go_on(membership: Membership, *, on: date) -> list[MembershipPeriod]:
    """Return the periods that end last of those that hold on ``on`` or begin later.

    :raises HasLeft: when there are none.
    """
    there = staff.periods_from(membership, on=on)
    if not there:
        raise HasLeft
    last = max(one.valid_until for one in there if one.valid_until)
    return [one for one in there if one.valid_until == last]
