"""Change the name, address or staff number of a member."""

from datetime import datetime
from typing import Final, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from courses.accounts import staff
from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.audit.services import record
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due


class Notice(NamedTuple):
    """What an address is told: the beginning of its key, its subject and its template."""

    key: str
    subject: str
    template: str


CHANGED: Final = Notice(
    "address",
    "Safeguarding training: your sign-in address was changed",
    "courses/email/address_changed.txt",
)
ADDED: Final = Notice(
    "new-address",
    "Safeguarding training: how you sign in from now on",
    "courses/email/address_added.txt",
)


class NotOursAlone(PermissionError):
    """The account belongs to another organisation too; its owner alone changes it."""


class AddressTaken(ValueError):
    """Somebody else signs in with the address."""


class NumberTaken(ValueError):
    """Somebody else of the organisation has the staff number."""


def change_details(
    *,
    membership: Membership,
    name: str,
    email: str | None,
    staff_number: str,
    at: datetime,
    actor_id: int | None = None,
) -> None:
    """Write what a member is called and signs in with; a repeat writes nothing.

    A new address is told how to sign in with it. Where there was an earlier one that is told too,
    and every sign-in ends. With a first one they go on: nobody but the person could have begun
    them, perhaps in the training room that told them to ask for it. The trail says which of both it
    was, without the address.

    :raises NotOursAlone: when name or address of a shared account would change.
    :raises AddressTaken: when somebody else signs in with ``email``.
    :raises NumberTaken: when somebody else here has ``staff_number``.
    """
    asked = (membership, name, email.lower() if email else None, staff_number)
    try:
        changed(*asked, at, actor_id)
    except IntegrityError:
        # Somebody else was given the address or the number meanwhile: the second look sees it.
        changed(*asked, at, actor_id)


@transaction.atomic
def changed(
    membership: Membership,
    name: str,
    email: str | None,
    staff_number: str,
    at: datetime,
    actor_id: int | None,
) -> None:
    """Write everything of one change, or nothing."""
    user = User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    membership.user = user
    earlier = user.email
    if (user.name, earlier, membership.staff_number) == (name, email, staff_number):
        return
    if (user.name, earlier) != (name, email) and not staff.is_ours_alone(membership):
        raise NotOursAlone
    if email and staff.is_address_taken(email, but=user):
        raise AddressTaken
    if staff.is_number_taken(staff_number, but=membership):
        raise NumberTaken
    # The trail comes first: until the commit nobody can refer to a person whose address changes,
    # and whoever waits for that has locked the trail.
    record(
        verb="changed-details",
        about=membership,
        organisation_id=membership.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"address": "changed" if earlier else "first"} if earlier != email else None,
    )
    staff.change_details(membership=membership, name=name, email=email, staff_number=staff_number)
    if earlier != email:
        tell_both(membership, earlier, email, at)
        if earlier is not None:
            staff.end_sign_ins(user, at=at)


def tell_both(membership: Membership, earlier: str | None, email: str | None, at: datetime) -> None:
    """Queue what either address is told of a change, where there is one."""
    tell_earlier(membership, earlier, at)
    if email is not None:
        tell(membership, email, ADDED, at)


def tell_earlier(membership: Membership, address: str | None, at: datetime) -> None:
    """Queue the notice to the earlier address, so that nobody loses an account unawares."""
    if address is not None:
        tell(membership, address, CHANGED, at)


def tell(membership: Membership, address: str, notice: Notice, at: datetime) -> None:
    """Queue ``notice`` to ``address``, about the account of ``membership``."""
    context = {
        "name": membership.user.name,
        "organisation": membership.organisation.name,
        "url": f"{settings.SITE_URL}/account/login/code/",
    }
    notifications.queue(
        key=f"{notice.key}:{membership.pk}:{at.isoformat()}",
        kind=Message.Kind.NOTICE,
        address=address,
        organisation=membership.organisation,
        subject=notice.subject,
        body=render_to_string(notice.template, context),
        due_at=at,
    )
    transaction.on_commit(send_due.enqueue)
