"""Questions about asking to join: ways that fit, requests that wait, and who is here already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from courses.accounts.join_requests import JoiningWay, JoinRequest, JoinRequestQuerySet
from courses.accounts.mail_domains import domain_of
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.accounts.queries import working_addresses
from courses.common.codes import tidy
from courses.common.names import fold_name
from courses.common.scope import Scope, only_of

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Twin:
    """A member whose address, staff number or name somebody who asks has too.

    ``is_seen``: the lead who looks may open the page of the member.
    """

    membership: Membership
    is_seen: bool


def ways_for(*, email: str, code: str, on: date) -> list[JoiningWay]:
    """Return by which ways the owner of ``email`` may ask on ``on``, one a site; one query."""
    by_domain = Q(domain=domain_of(email)) & ~Q(domain="")
    by_code = Q(code=tidy(code)) & ~Q(code="")
    rows = JoiningWay.objects.usable(on).filter(by_domain | by_code)
    found: dict[int, JoiningWay] = {}
    for way in rows.select_related("organisation", "site").order_by(
        "organisation__name", "site__name", "-code", "pk"
    ):
        found.setdefault(way.site_id, way)
    return list(found.values())


def ways_of(organisation: Organisation) -> list[JoiningWay]:
    """Return the ways of an organisation that were not ended, by site, the code first."""
    rows = JoiningWay.objects.open().filter(organisation=organisation)
    return list(rows.select_related("site").order_by("site__name", "domain", "pk"))


def way_of(organisation: Organisation, pk: int) -> JoiningWay | None:
    """Return one way of an organisation that was not ended, or None."""
    rows = JoiningWay.objects.open().filter(organisation=organisation, pk=pk)
    return rows.select_related("site", "organisation").first()


def works_at(organisation: Organisation, *, email: str, on: date) -> bool:
    """Test whether somebody with this address works there on ``on``, or is to begin later."""
    return email in working_addresses(organisation, on=on)


def requests_waiting(scope: Scope) -> JoinRequestQuerySet:
    """Return the requests of the scope that wait, longest first."""
    rows = JoinRequest.objects.visible_to(scope).waiting()
    return rows.select_related("site", "organisation").order_by("asked_at", "pk")


def request_in(scope: Scope, pk: int) -> JoinRequest | None:
    """Return one request of the scope that waits, or None."""
    return requests_waiting(scope).filter(pk=pk).first()


def past_requests(
    *, before: datetime, on: date, organisation_id: int | None = None
) -> JoinRequestQuerySet:
    """Return the requests, of one organisation or all, to which nothing happened since.

    Of nobody who is under a legal hold there on ``on``.
    """
    rows = JoinRequest.objects.untouched(before=before).free(on)
    return rows.filter(**only_of(organisation_id)).order_by("pk")


def twins_of(requests: Sequence[JoinRequest], *, scope: Scope) -> Mapping[int, Twin]:
    """Return who is here already, by request; two queries, none where nobody asks."""
    if not requests:
        return {}
    alike = (
        Q(user__email__in=[one.email for one in requests])
        | Q(staff_number__in=[one.staff_number for one in requests if one.staff_number])
        | Q(user__folded_name__in=[fold_name(one.name) for one in requests])
    )
    members = Membership.objects.filter(organisation=scope.organisation_id).on(scope.on)
    rows = list(members.filter(alike).select_related("user").order_by("pk"))
    mine = Membership.objects.visible_to(scope).filter(pk__in=[one.pk for one in rows])
    seen = set(mine.values_list("pk", flat=True))
    found = {}
    for one in requests:
        twin = next((row for row in rows if is_alike(row, one)), None)
        if twin is not None:
            found[one.pk] = Twin(twin, twin.pk in seen)
    return found


def is_alike(member: Membership, request: JoinRequest) -> bool:
    """Test whether a member shares address, staff number or name with somebody who asks."""
    number = request.staff_number
    return (
        member.user.email == request.email
        or (number != "" and member.staff_number == number)
        or member.user.folded_name == fold_name(request.name)
    )
