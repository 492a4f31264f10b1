"""Writes about asking to join: ways are opened and ended, requests are made and decided.

No transaction is opened here.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F

from courses.accounts.join_requests import JoiningWay, JoinRequest
from courses.accounts.models import Organisation, Site
from courses.accounts.services import refuse_foreign
from courses.common.codes import random_code

CODE_LENGTH = 8


class AlreadyOpen(ValueError):
    """The site has a joining code already, or this domain."""


def open_way(
    *,
    organisation: Organisation,
    site: Site,
    at: datetime,
    actor_id: int | None,
    domain: str = "",
    last_day: date | None = None,
    most_people: int | None = None,
) -> JoiningWay:
    """Let people ask to join at ``site``: by ``domain``, or by a code that is made here.

    :raises AlreadyOpen: when the site has such a way.
    :raises OtherOrganisation: when the site belongs elsewhere.
    """
    refuse_foreign(organisation, site)
    if JoiningWay.objects.open().filter(site=site, domain=domain).exists():
        raise AlreadyOpen
    return JoiningWay.objects.create(
        organisation=organisation,
        site=site,
        code="" if domain else unused_code(),
        domain=domain,
        last_day=last_day,
        most_people=most_people,
        opened_at=at,
        opened_by_id=actor_id,
    )


def unused_code() -> str:
    """Return a joining code that no organisation has or had: one of some 378 thousand million."""
    code = random_code(CODE_LENGTH)
    while JoiningWay.objects.filter(code=code).exists():
        code = random_code(CODE_LENGTH)
    return code


def end_way(*, way: JoiningWay, at: datetime) -> bool:
    """Let nobody ask by ``way`` any more; False where it had ended. Who asked still waits."""
    return bool(JoiningWay.objects.open().filter(pk=way.pk).update(ended_at=at))


def take_room(*, way: JoiningWay, day: date) -> bool:
    """Count one more person on ``way``; False where it ended, ran out or is full."""
    mine = JoiningWay.objects.usable(day).filter(pk=way.pk)
    return bool(mine.update(people=F("people") + 1))


def give_room_back(*, way_id: int) -> None:
    """Count one person fewer on a way."""
    JoiningWay.objects.filter(pk=way_id, people__gt=0).update(people=F("people") - 1)


def ask(*, way: JoiningWay, email: str, name: str, staff_number: str, at: datetime) -> JoinRequest:
    """Write down that somebody asks to join by ``way``."""
    return JoinRequest.objects.create(
        organisation_id=way.organisation_id,
        site_id=way.site_id,
        way=way,
        email=email,
        name=name,
        staff_number=staff_number,
        asked_at=at,
    )


def decide(
    *,
    requests: Sequence[JoinRequest],
    outcome: JoinRequest.Outcome,
    at: datetime,
    actor_id: int | None,
    reason: str = "",
) -> int:
    """Note what was decided about those of ``requests`` that still wait; return how many."""
    mine = JoinRequest.objects.waiting().filter(pk__in=[one.pk for one in requests])
    return mine.update(outcome=outcome, reason=reason, decided_at=at, decided_by_id=actor_id)


def forget(*, request: JoinRequest, before: datetime, on: date) -> bool:
    """Remove a request to which nothing has happened since ``before``.

    False where something has, or whose it is has come under a legal hold by ``on``.
    """
    mine = JoinRequest.objects.untouched(before=before).free(on).filter(pk=request.pk)
    return bool(mine.delete()[0])
