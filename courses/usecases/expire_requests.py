"""Remove requests to join after their period; of nobody who is under a legal hold."""

from datetime import datetime, timedelta

from django.db import transaction

from courses.accounts import asking
from courses.accounts.asking_queries import past_requests
from courses.accounts.join_requests import JoinRequest
from courses.accounts.models import Organisation
from courses.accounts.retention import USUAL, periods_by_organisation
from courses.audit.services import record
from courses.common.dates import local_date


def expire_requests(*, at: datetime) -> int:
    """Remove what waited 30 days, or was decided 30 days ago; return how many.

    Or as many days as its organisation has set. Each is a transaction of its own: a second run, or
    one beside this, finds nothing left to do.
    """
    return sum(
        expire(one, before=before, at=at)
        for here, kept in periods_by_organisation(USUAL).items()
        for before in [at - timedelta(days=kept.request_days)]
        for one in past_requests(before=before, on=local_date(at), organisation_id=here)
    )


@transaction.atomic
def expire(request: JoinRequest, *, before: datetime, at: datetime) -> bool:
    """Remove one request with its name and address; False where it was removed meanwhile.

    The organisation's row is held, so that a legal hold comes wholly before or wholly after.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=request.organisation_id)
    if not asking.forget(request=request, before=before, on=local_date(at)):
        return False
    if not request.outcome:
        asking.give_room_back(way_id=request.way_id)
    record(
        verb="removed-request",
        about=request,
        organisation_id=request.organisation_id,
        at=at,
        details={"outcome": request.outcome or "waiting"},
    )
    return True
