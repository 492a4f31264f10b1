"""Access beyond learning: who has it, and its writes. No transaction is opened here."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from courses.accounts.membership import Access, DatedQuerySet, Grant, Membership, MembershipPeriod
from courses.accounts.models import Organisation, User
from courses.common.history import cancel, revise


def still_held(on: date) -> DatedQuerySet[Grant]:
    """Return the grants that hold on ``on`` or later."""
    return Grant.objects.current().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))


def access_in(organisation: Organisation, *, on: date) -> list[Grant]:
    """Return the access that holds there on ``on`` or later, by name of the person; one query."""
    rows = still_held(on).filter(organisation=organisation)
    related = rows.select_related("membership__user", "site", "team")
    return list(related.order_by("membership__user__folded_name", "pk"))


def access_at(organisation: Organisation, thread: UUID, *, on: date) -> Grant | None:
    """Return the access with this thread where it still holds, or None."""
    rows = still_held(on).filter(organisation=organisation, thread=thread)
    related = rows.select_related("membership__user", "organisation", "site", "team")
    return related.first()


def holds_access(membership: Membership, *, on: date) -> bool:
    """Test whether a member has access beyond learning on ``on`` or later."""
    return still_held(on).filter(membership=membership).exists()


def administrators(organisation: Organisation, *, on: date) -> set[int]:
    """Return the memberships that administer the whole organisation and work there on ``on``."""
    works = MembershipPeriod.objects.current().on(on).filter(membership=OuterRef("membership"))
    rows = Grant.objects.current().on(on)
    whole = rows.filter(
        Exists(works),
        organisation=organisation,
        access=Access.ADMIN,
        site__isnull=True,
        team__isnull=True,
    )
    return set(whole.values_list("membership", flat=True))


def has_other_lead(membership: Membership, *, on: date) -> bool:
    """Test whether somebody else leads or administers the places of a member, and works there."""
    places = MembershipPeriod.objects.current().on(on).filter(membership=membership)
    sites, teams = places.values("site"), places.filter(team__isnull=False).values("team")
    works = MembershipPeriod.objects.current().on(on).filter(membership=OuterRef("membership"))
    over = Q(site__isnull=True, team__isnull=True) | Q(site__in=sites, team__isnull=True)
    rows = Grant.objects.current().on(on).exclude(membership__user=membership.user_id)
    return rows.filter(
        over | Q(team__in=teams),
        Exists(works),
        organisation=membership.organisation_id,
        access__in=(Access.LEAD, Access.ADMIN),
        membership__user__is_active=True,
    ).exists()


def is_for_another(membership: Membership, *, actor_id: int | None, on: date) -> bool:
    """Test whether it is about the actor themselves, and another lead can decide about it."""
    return actor_id == membership.user_id and has_other_lead(membership, on=on)


def leads_over(
    organisation: Organisation, *, place: tuple[int, int, int | None], on: date
) -> list[User]:
    """Return the training leads of a place (site, job, team) who work there on ``on``; one query.

    Who can be written to alone, by id. Where no lead is set over it, the administrators.
    """
    site, _role, team = place
    works = MembershipPeriod.objects.current().on(on).filter(membership=OuterRef("membership"))
    over = Q(site__isnull=True, team__isnull=True) | Q(site=site, team__isnull=True)
    if team is not None:
        over |= Q(team=team)
    rows = Grant.objects.current().on(on).filter(over, Exists(works), organisation=organisation)
    written = rows.filter(
        membership__user__email__isnull=False, membership__user__is_active=True
    ).select_related("membership__user")
    found: dict[str, dict[int, User]] = {}
    for grant in written.order_by("membership__user"):
        found.setdefault(grant.access, {})[grant.membership.user_id] = grant.membership.user
    chosen = found.get(Access.LEAD) or found.get(Access.ADMIN) or {}
    return list(chosen.values())


def leads_of(organisation_id: int, *, on: date) -> list[tuple[Organisation, User]]:
    """Return the training leads of an organisation who can be written to, by id; one query."""
    works = MembershipPeriod.objects.current().on(on).filter(membership=OuterRef("membership"))
    rows = (
        Grant.objects.current()
        .on(on)
        .filter(
            Exists(works),
            organisation=organisation_id,
            access=Access.LEAD,
            membership__user__email__isnull=False,
            membership__user__is_active=True,
        )
    )
    found = {
        grant.membership.user_id: (grant.organisation, grant.membership.user)
        for grant in rows.select_related("membership__user", "organisation").order_by(
            "membership__user"
        )
    }
    return list(found.values())


def member_at(organisation: Organisation, address: str, *, on: date) -> Membership | None:
    """Return who works there on ``on`` or later and signs in with ``address``, or None."""
    still = MembershipPeriod.objects.current().filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on), membership=OuterRef("pk")
    )
    rows = Membership.objects.filter(
        Exists(still), organisation=organisation, user__email=address.strip().lower()
    )
    return rows.select_related("user", "organisation").first()


def end_access(*, grant: Grant, last_day: date, at: datetime, actor_id: int | None) -> None:
    """Let ``grant`` hold until the end of ``last_day``; one not begun by then is taken back.

    :raises Superseded: when somebody else has changed it meanwhile.
    """
    if last_day < grant.valid_from:
        cancel(grant, at=at)
    else:
        revise(grant, at=at, actor_id=actor_id, valid_until=last_day)


def day_before(day: date) -> date:
    """Return the day before ``day``: the last day of what ends at once."""
    return day - timedelta(days=1)
