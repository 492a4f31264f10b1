"""Let people ask to join at a site by a code or their e-mail domain; renew a code; end a way."""

from datetime import date, datetime

from django.db import transaction

from courses.accounts import asking
from courses.accounts.join_requests import JoiningWay
from courses.accounts.models import Organisation, Site
from courses.audit.services import record


class JoiningEnded(Exception):
    """The code or domain was ended or renewed meanwhile."""


@transaction.atomic
def open_joining(
    *,
    organisation: Organisation,
    site: Site,
    at: datetime,
    actor_id: int,
    domain: str = "",
    last_day: date | None = None,
    most_people: int | None = None,
) -> JoiningWay:
    """Let people ask to join at ``site`` by a new code, or by an address of ``domain``.

    :raises AlreadyOpen: when the site has a code already, or this domain.
    """
    # The organisation's row is the lock: two at once have no other row in common.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    way = asking.open_way(
        organisation=organisation,
        site=site,
        domain=domain,
        last_day=last_day,
        most_people=most_people,
        at=at,
        actor_id=actor_id,
    )
    record(
        verb="opened-joining",
        about=way,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"site": site.pk, "by": "domain" if domain else "code"},
    )
    return way


@transaction.atomic
def renew_joining(*, way: JoiningWay, at: datetime, actor_id: int) -> JoiningWay:
    """Replace a code by a new one with the same last day and most people; the old one is dead.

    :raises JoiningEnded: when it was ended or renewed meanwhile.
    """
    if not asking.end_way(way=way, at=at):
        raise JoiningEnded
    renewed = asking.open_way(
        organisation=way.organisation,
        site=way.site,
        last_day=way.last_day,
        most_people=way.most_people,
        at=at,
        actor_id=actor_id,
    )
    record(
        verb="renewed-joining",
        about=renewed,
        organisation_id=way.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"before": way.pk},
    )
    return renewed


@transaction.atomic
def end_joining(*, way: JoiningWay, at: datetime, actor_id: int) -> bool:
    """Let nobody ask by ``way`` any more; who asked still waits. False where it had ended."""
    if not asking.end_way(way=way, at=at):
        return False
    record(
        verb="ended-joining",
        about=way,
        organisation_id=way.organisation_id,
        actor_id=actor_id,
        at=at,
    )
    return True
