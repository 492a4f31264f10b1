"""Questions about people and places, each asked for one person or one scope."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Q, QuerySet

from courses.accounts.invitation import Invitation
from courses.accounts.membership import (
    Access,
    DatedQuerySet,
    Grant,
    Membership,
    MembershipPeriod,
    MembershipQuerySet,
)
from courses.accounts.models import Organisation, Preference, Site, User
from courses.accounts.ordering import ordered
from courses.accounts.permissions import Held, Permission, Rights
from courses.common.names import fold
from courses.common.prepared import Parameter, Prepared
from courses.common.scope import Scope


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person works today: one organisation and one of its sites.

    ``has_access``: they may do more there today than learn.
    """

    organisation: Organisation
    site: Site
    has_access: bool = False


def places_of(*, user: User, on: date) -> list[Place]:
    """Return where ``user`` works on ``on``, by name of the organisation; one query."""
    periods = PLACES.rows(user=user.pk, on=on)
    return [Place(one.organisation, one.site, bool(one.has_access)) for one in periods]


ON = Parameter("on", DateField())
USER = Parameter("user", BigIntegerField())
PLACES = Prepared(
    lambda: (
        MembershipPeriod.objects.current()
        .on(ON)
        .filter(membership__user=USER)
        .annotate(
            has_access=Exists(
                Grant.objects.current().on(ON).filter(membership=OuterRef("membership"))
            )
        )
        .select_related("organisation", "site")
        .order_by("organisation__name", "site__name")
    )
)


def rights_of(*, user: User, on: date) -> dict[str, Rights]:
    """Return what ``user`` may do on ``on``, by slug of the organisation, sorted by its name.

    Only where the user still works: whoever leaves loses every access at once. One query.
    """
    found: dict[str, Rights] = {}
    for grant in GRANTS.rows(user=user.pk, on=on):
        organisation = grant.organisation
        held = found[organisation.slug].held if organisation.slug in found else ()
        held += (Held(grant.access, grant.site_id, grant.team_id),)
        found[organisation.slug] = Rights(organisation, on, held)
    return found


GRANTS = Prepared(
    lambda: (
        Grant.objects.current()
        .on(ON)
        .filter(
            Exists(
                MembershipPeriod.objects.current().on(ON).filter(membership=OuterRef("membership"))
            ),
            membership__user=USER,
        )
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )
)


def organisation_by_slug(slug: str) -> Organisation | None:
    """Return the organisation at this address, or None."""
    return Organisation.objects.filter(slug=slug).first()


def site_by_slug(*, organisation: Organisation, slug: str) -> Site | None:
    """Return the site of ``organisation`` at this address, or None."""
    return Site.objects.filter(organisation=organisation, slug=slug).first()


def sites_in(scope: Scope) -> list[Site]:
    """Return the sites whose people the scope opens, by name; one query."""
    return list(sites_open(scope))


def sites_open(scope: Scope) -> QuerySet[Site]:
    """Return the sites whose people the scope opens, by name; no query."""
    sites = Site.objects.filter(organisation_id=scope.organisation_id).order_by("name")
    if scope.whole:
        return sites
    by_team = Q(
        pk__in=MembershipPeriod.objects.current()
        .on(scope.on)
        .filter(team_id__in=scope.team_ids)
        .values("site")
    )
    return sites.filter(Q(pk__in=scope.site_ids) | by_team)


def sites_of(organisation: Organisation) -> list[Site]:
    """Return every site of ``organisation``, by name."""
    return list(organisation.sites.order_by("name"))


def people_in(
    scope: Scope,
    *,
    site_id: int | None = None,
    team_id: int | None = None,
    role_id: int | None = None,
    search: str = "",
) -> MembershipQuerySet:
    """Return the people of the scope who belong there on its day, sorted by name.

    ``site_id``, ``team_id`` and ``role_id`` keep those who do that job there on that day;
    ``search`` those whose name holds the text, accents and case forgiven, or whose e-mail address
    or staff number begins with it.
    """
    people = Membership.objects.visible_to(scope).on(scope.on, known_at=scope.known_at)
    people = people.select_related("user")
    asked = {"site": site_id, "team": team_id, "role": role_id}
    if chosen := {name: pk for name, pk in asked.items() if pk is not None}:
        jobs = periods_in(scope).filter(membership=OuterRef("pk"), **chosen)
        people = people.filter(Exists(jobs))
    if text := search.strip():
        people = people.filter(
            Q(user__folded_name__contains=fold(text))
            | Q(user__email__istartswith=text)
            | Q(staff_number__istartswith=text)
        )
    return ordered(people)


def periods_in(scope: Scope) -> DatedQuerySet[MembershipPeriod]:
    """Return what the scope opens of where people work on its day."""
    here = MembershipPeriod.objects.known(scope.known_at).on(scope.on)
    here = here.filter(organisation_id=scope.organisation_id)
    if scope.is_empty:
        return here.none()
    if scope.whole:
        return here
    return here.filter(Q(site__in=scope.site_ids) | Q(team__in=scope.team_ids))


def member_in(scope: Scope, membership_id: int) -> Membership | None:
    """Return this member of the scope with the person, or None when missing or foreign.

    Whoever leads the whole organisation also finds those who have left.
    """
    mine = Membership.objects.visible_to(scope).select_related("user", "organisation")
    return mine.filter(pk=membership_id).first()


def named_in(scope: Scope, name: str) -> Membership | None:
    """Return the member of the scope with this staff number or e-mail address, or None."""
    mine = Membership.objects.visible_to(scope).select_related("user", "organisation")
    asked = name.strip()
    found = mine.filter(Q(user__email=asked.lower()) | Q(staff_number=asked)) if asked else mine
    return found.order_by("pk").first() if asked else None


def members_by_id(ids: list[int]) -> dict[int, Membership]:
    """Return these members with person and organisation, by id; one query."""
    return Membership.objects.select_related("user", "organisation").in_bulk(ids)


def names_by_user(ids: Collection[int]) -> dict[int, str]:
    """Return what these people are called, by user id; one query, none for nobody."""
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def every_period_of(
    membership: Membership, *, known_at: datetime | None = None
) -> list[MembershipPeriod]:
    """Return every period of one member, as known at a moment, the first day first; one query."""
    periods = MembershipPeriod.objects.known(known_at).filter(membership=membership)
    return list(periods.select_related("role", "site", "team").order_by("valid_from", "pk"))


def memberships_of(*, user: User, on: date) -> list[Membership]:
    """Return the memberships ``user`` holds on ``on``, by name of the organisation; one query."""
    return MEMBERSHIPS.rows(user=user.pk, on=on)


MEMBERSHIPS = Prepared(
    lambda: (
        Membership.objects.filter(user=USER)
        .on(ON)
        .select_related("organisation")
        .order_by("organisation__name")
    )
)


def batches_to_write_to(*, on: date, size: int) -> Iterator[list[Membership]]:
    """Return the people of every organisation on ``on`` who can be written to, ``size`` at a time.

    With person and organisation; whoever belongs to several is in one batch. Two queries a batch.
    """
    users = User.objects.filter(email__isnull=False, is_active=True, anonymised_at__isnull=True)
    members = Membership.objects.on(on).select_related("user", "organisation")
    last = 0
    while ids := list(users.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]):
        yield list(members.filter(user__in=ids).order_by("user", "pk"))
        last = ids[-1]


def working_addresses(organisation: Organisation, *, on: date) -> set[str]:
    """Return the addresses of everybody who works there on ``on`` or is to begin later."""
    periods = MembershipPeriod.objects.current().filter(organisation=organisation)
    still = periods.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    people = User.objects.filter(pk__in=still.values("membership__user"), email__isnull=False)
    return {email for email in people.values_list("email", flat=True) if email}


def invitations_by_id(ids: list[int]) -> list[Invitation]:
    """Return these invitations; one query."""
    return list(Invitation.objects.filter(pk__in=ids)) if ids else []


def wishes_of(user_id: int) -> Preference | None:
    """Return what the person wishes for, as usual where nothing is kept; None where nobody is."""
    if not User.objects.filter(pk=user_id, anonymised_at__isnull=True).exists():
        return None
    return Preference.objects.filter(user=user_id).first() or Preference(user_id=user_id)


def is_administrator(organisation: Organisation, *, email: str, on: date) -> bool:
    """Test whether whoever has this address administers the organisation on ``on``."""
    user = User.objects.filter(email=email).first()
    rights = rights_of(user=user, on=on).get(organisation.slug) if user else None
    return rights is not None and rights.may(Permission.ADMINISTER)


def organisations() -> list[Organisation]:
    """Return every organisation, by slug."""
    return list(Organisation.objects.order_by("slug"))


def invented_people() -> list[tuple[str, str, str]]:
    """Return (e-mail address, name, access and organisation) of the demonstration's sign-ins.

    They are told by addresses that name a job, not a person, below ``.example``, which exist
    nowhere (RFC 2606). Three queries.
    """
    people = User.objects.filter(email__regex=r"^[a-z-]+@[a-z.-]+\.example$").order_by("pk")
    found = []
    for user in people.prefetch_related("memberships__organisation", "memberships__grants"):
        for membership in user.memberships.all():
            levels = [Access(one.access).label for one in membership.grants.all()]
            words = ", ".join(levels or ["Learner"])
            found.append((user.email or "", user.name, f"{words}, {membership.organisation.name}"))
    return found


def open_to_all() -> list[Organisation]:
    """Return the organisation to offer to strangers on the concern page, in a list.

    Only where one organisation has the platform to itself and opens the page: several are not named
    to one another.
    """
    every = list(Organisation.objects.all()[:2])
    return [one for one in every if len(every) == 1 and one.concern_page_is_public]


def members_called(organisation: Organisation, text: str, *, most: int) -> dict[int, int]:
    """Return user ids by membership id of whoever was ever a member and is called ``text``.

    Of ``most`` people at most; one query.
    """
    rows = Membership.objects.filter(
        organisation=organisation, user__folded_name__contains=fold(text)
    )
    return dict(rows.values_list("pk", "user")[:most])
