"""Answer requests to join: approve several at once, or decline one with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from courses.accounts import asking, joining
from courses.accounts import services as accounts
from courses.accounts.join_requests import JoinRequest
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Role, User
from courses.accounts.queries import working_addresses
from courses.accounts.staff_list import Entry
from courses.audit.services import record
from courses.common.dates import local_date
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due
from courses.usecases.invite_staff import follow

Outcome = JoinRequest.Outcome


@dataclass(frozen=True, slots=True)
class Approved:
    """How many became members, and who could not: their account was closed."""

    joined: int = 0
    left_out: tuple[JoinRequest, ...] = ()


def approve_requests(
    *,
    organisation: Organisation,
    requests: Sequence[JoinRequest],
    role: Role,
    starts_on: date,
    at: datetime,
    actor_id: int,
) -> Approved:
    """Make everybody of ``requests`` who still waits a member, and write to them; all or none.

    The account of somebody who has one stays as it is. Whoever has come to work there meanwhile is
    approved and nothing else changes. A staff number that somebody has is left out.
    """
    fields = (organisation, requests, role, starts_on, at, actor_id)
    try:
        return approved(*fields)
    except IntegrityError:
        # Another organisation made somebody's account meanwhile: the second look sees it.
        return approved(*fields)


@transaction.atomic
def approved(
    organisation: Organisation,
    requests: Sequence[JoinRequest],
    role: Role,
    starts_on: date,
    at: datetime,
    actor_id: int,
) -> Approved:
    """Write everything of one approval, or nothing."""
    # The organisation's row is the lock: two leads at once have no other row in common.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    ids = [one.pk for one in requests]
    waiting = JoinRequest.objects.waiting().filter(organisation=organisation, pk__in=ids)
    rows = list(waiting.select_related("site").order_by("pk"))
    users = {one.email: one for one in User.objects.filter(email__in=[row.email for row in rows])}
    closed = {email for email, user in users.items() if not user.is_active}
    taking = [row for row in rows if row.email not in closed]
    here = working_addresses(organisation, on=local_date(at))
    new = [row for row in taking if row.email not in here]
    numbers = free_numbers(organisation, new)
    fresh = [
        Entry(row.pk, row.name, row.email, role.pk, row.site_id, None, numbers[row.pk], starts_on)
        for row in new
        if row.email not in users
    ]
    members = joining.add_people(organisation=organisation, entries=fresh, at=at, actor_id=actor_id)
    for row in new:
        if row.email in users:
            members[row.email] = accounts.join(
                user=users[row.email],
                organisation=organisation,
                role=role,
                site=row.site,
                staff_number=numbers[row.pk],
                valid_from=starts_on,
                at=at,
                actor_id=actor_id,
            )
    asking.decide(requests=taking, outcome=Outcome.APPROVED, at=at, actor_id=actor_id)
    for row in taking:
        tell(row, organisation, members.get(row.email), at=at, actor_id=actor_id)
    follow(organisation)
    left_out = tuple(row for row in rows if row.email in closed)
    return Approved(joined=len(new), left_out=left_out)


def free_numbers(organisation: Organisation, rows: Sequence[JoinRequest]) -> dict[int, str]:
    """Return the staff number each gets, by request: empty where somebody has it; one query."""
    asked = [row.staff_number for row in rows if row.staff_number]
    members = Membership.objects.filter(organisation=organisation, staff_number__in=asked)
    taken = {"", *members.values_list("staff_number", flat=True)}
    numbers = {}
    for row in rows:
        numbers[row.pk] = "" if row.staff_number in taken else row.staff_number
        taken.add(row.staff_number)
    return numbers


def tell(
    row: JoinRequest,
    organisation: Organisation,
    membership: Membership | None,
    *,
    at: datetime,
    actor_id: int,
) -> None:
    """Record what was decided, and write to who asked."""
    write_to(row, organisation, at)
    record(
        verb="approved-request",
        about=row,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
    )
    if membership is not None:
        record(
            verb="joined",
            about=membership,
            organisation_id=organisation.pk,
            actor_id=actor_id,
            at=at,
        )


def write_to(row: JoinRequest, organisation: Organisation, at: datetime, reason: str = "") -> None:
    """Queue the mail that says what was decided; with ``reason``, why it is not approved."""
    context = {
        "name": row.name,
        "organisation": organisation.name,
        "reason": reason,
        "url": f"{settings.SITE_URL}/account/login/code/",
    }
    notifications.queue(
        key=f"join-request:{row.pk}",
        kind=Message.Kind.JOINING,
        address=row.email,
        organisation=organisation,
        subject="Safeguarding training: your request",
        body=render_to_string("courses/email/join_decided.txt", context),
        due_at=at,
    )


@transaction.atomic
def decline_request(*, request: JoinRequest, reason: str, at: datetime, actor_id: int) -> bool:
    """Decline one request and write to who asked; False where it was decided meanwhile."""
    decided = asking.decide(
        requests=[request], outcome=Outcome.DECLINED, reason=reason, at=at, actor_id=actor_id
    )
    if not decided:
        return False
    asking.give_room_back(way_id=request.way_id)
    write_to(request, request.organisation, at, reason)
    record(
        verb="declined-request",
        about=request,
        organisation_id=request.organisation_id,
        actor_id=actor_id,
        at=at,
    )
    transaction.on_commit(send_due.enqueue)
    return True
