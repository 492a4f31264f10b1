"""Writes of this room: organisations and their places, people, memberships, access.

No transaction is opened here.
"""

from datetime import date, datetime

from django.utils.text import slugify

from courses.accounts.membership import Access, Grant, Membership, MembershipPeriod
from courses.accounts.models import Organisation, Preference, Role, Site, Team, User


class OtherOrganisation(ValueError):
    """A site, team or role of another organisation was named."""


def found(*, slug: str, name: str, nation: str, sector: str, site: str, job: str) -> Organisation:
    """Make an organisation with its first site and its first job; three statements."""
    organisation = Organisation.objects.create(slug=slug, name=name, nation=nation, sector=sector)
    Site.objects.create(
        organisation=organisation, slug=slugify(site) or "main", name=site, nation=nation
    )
    Role.objects.create(organisation=organisation, slug=slugify(job) or "staff", name=job)
    return organisation


def join(
    *,
    user: User,
    organisation: Organisation,
    role: Role,
    site: Site,
    valid_from: date,
    at: datetime,
    team: Team | None = None,
    staff_number: str = "",
    valid_until: date | None = None,
    actor_id: int | None = None,
) -> Membership:
    """Make ``user`` a member of ``organisation`` at one place from ``valid_from`` on.

    :raises OtherOrganisation: when role, site or team belong elsewhere.
    """
    refuse_foreign(organisation, role, site, team)
    membership, _ = Membership.objects.get_or_create(
        user=user, organisation=organisation, defaults={"staff_number": staff_number}
    )
    MembershipPeriod.objects.create(
        membership=membership,
        organisation=organisation,
        role=role,
        site=site,
        team=team,
        valid_from=valid_from,
        valid_until=valid_until,
        recorded_at=at,
        recorded_by_id=actor_id,
    )
    return membership


def grant(
    *,
    membership: Membership,
    access: Access,
    valid_from: date,
    at: datetime,
    site: Site | None = None,
    team: Team | None = None,
    actor_id: int | None = None,
) -> Grant:
    """Give a member one access level, over one place or the whole organisation.

    :raises OtherOrganisation: when site or team belong elsewhere.
    """
    refuse_foreign(membership.organisation, site, team)
    return Grant.objects.create(
        membership=membership,
        organisation_id=membership.organisation_id,
        access=access,
        site=site,
        team=team,
        valid_from=valid_from,
        recorded_at=at,
        recorded_by_id=actor_id,
    )


def refuse_foreign(organisation: Organisation, *places: Role | Site | Team | None) -> None:
    """Raise where one of ``places`` belongs to another organisation.

    :raises OtherOrganisation: then.
    """
    if any(place is not None and place.organisation_id != organisation.pk for place in places):
        message = f"{organisation.slug} has no such role, site or team"
        raise OtherOrganisation(message)


def set_asks_second_factor(*, organisation: Organisation, everybody: bool) -> bool:
    """Keep whether ``organisation`` asks a second factor of everybody; return whether it changed.

    One statement.
    """
    other = Organisation.objects.filter(pk=organisation.pk, asks_second_factor=not everybody)
    return other.update(asks_second_factor=everybody) > 0


def wish_for_mail(*, user_id: int, optional: bool, fewer: bool = False) -> None:
    """Keep whether the person wishes for optional mails, and for fewer; one statement."""
    Preference.objects.bulk_create(
        [Preference(user_id=user_id, optional_mail=optional, fewer_refreshers=fewer)],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["optional_mail", "fewer_refreshers"],
    )
