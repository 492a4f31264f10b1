"""Ask to join: first a code to the address, then the request that waits for a lead."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.template.loader import render_to_string

from courses.accounts import asking
from courses.accounts.asking_queries import works_at
from courses.accounts.join_requests import JoiningWay, JoinRequest
from courses.accounts.models import Organisation
from courses.audit.services import record
from courses.common.codes import halved, random_code
from courses.common.dates import local_date
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due

CODE_LENGTH = 8


class JoiningOver(Exception):
    """The code or domain ended, ran out or is full."""


class WorksHere(Exception):
    """Somebody with this address works there already."""


@transaction.atomic
def send_code(*, email: str, at: datetime) -> str:
    """Send a code to ``email``, whoever has it and whether anybody knows it; return the code.

    The same for every address and every joining code, so that it tells nothing.
    """
    code = random_code(CODE_LENGTH)
    notifications.queue(
        key=f"join-code:{uuid4()}",
        kind=Message.Kind.SIGN_IN,
        address=email,
        subject="Safeguarding training: your code",
        body=render_to_string("courses/email/join_code.txt", {"code": halved(code)}),
        due_at=at,
    )
    transaction.on_commit(send_due.enqueue)
    return code


@transaction.atomic
def ask_to_join(
    *, way: JoiningWay, email: str, name: str, staff_number: str, at: datetime
) -> JoinRequest:
    """Write down that the owner of ``email``, which is proven, asks to join by ``way``.

    Whoever waits already goes on waiting: a repeat writes nothing.

    :raises WorksHere: when somebody with the address works there.
    :raises JoiningOver: when nobody can ask by this way any more.
    """
    # The organisation's row is the lock: two at once have no other row in common.
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=way.organisation_id)
    waiting = JoinRequest.objects.waiting().filter(organisation=organisation, email=email).first()
    if waiting is not None:
        return waiting
    today = local_date(at)
    if works_at(organisation, email=email, on=today):
        raise WorksHere
    if not asking.take_room(way=way, day=today):
        raise JoiningOver
    request = asking.ask(way=way, email=email, name=name, staff_number=staff_number, at=at)
    record(
        verb="asked-to-join",
        about=request,
        organisation_id=organisation.pk,
        at=at,
        details={"site": way.site_id, "way": way.pk},
    )
    return request
