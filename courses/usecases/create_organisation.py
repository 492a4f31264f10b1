"""Make an organisation with its first site and job, and invite its first administrator."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from courses.accounts import services as accounts
from courses.accounts.invitation import Invitation
from courses.accounts.joining import Offered
from courses.accounts.membership import Access
from courses.accounts.models import Organisation
from courses.accounts.queries import is_administrator, organisation_by_slug
from courses.accounts.staff_list import Entry
from courses.audit.services import record
from courses.common.dates import local_date
from courses.usecases.invite_staff import invite_staff, send_again


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: was the organisation new, and the invitation, if one went out."""

    organisation: Organisation
    is_new: bool
    invitation: Invitation | None
    is_administrator: bool


@transaction.atomic
def create_organisation(
    *,
    slug: str,
    name: str,
    nation: str,
    sector: str,
    site: str,
    job: str,
    admin_email: str,
    admin_name: str,
    at: datetime,
) -> Made:
    """Make what is missing of an organisation, and invite its first administrator, or nothing.

    An organisation that is there stays as it is. Its administrator is invited again only where
    the earlier link has run out.
    """
    organisation = organisation_by_slug(slug)
    is_new = organisation is None
    if organisation is None:
        organisation = accounts.found(
            slug=slug, name=name, nation=nation, sector=sector, site=site, job=job
        )
        record(
            verb="created-organisation",
            about=organisation,
            organisation_id=organisation.pk,
            at=at,
        )
    email = admin_email.strip().lower()
    if is_administrator(organisation, email=email, on=local_date(at)):
        return Made(organisation, is_new, None, is_administrator=True)
    return Made(
        organisation, is_new, invited(organisation, email, admin_name, at), is_administrator=False
    )


def invited(organisation: Organisation, email: str, name: str, at: datetime) -> Invitation | None:
    """Invite the administrator; return the invitation that went out, None where one still works."""
    open_one = Invitation.objects.open().filter(organisation=organisation, email=email).first()
    if open_one is not None:
        if open_one.expires_at > at:
            return None
        send_again(invitation=open_one, at=at)
        return open_one
    role = organisation.roles.order_by("pk")[0]
    site = organisation.sites.order_by("pk")[0]
    entry = Entry(
        row=1,
        name=name,
        email=email,
        role_id=role.pk,
        site_id=site.pk,
        team_id=None,
        staff_number="",
        starts_on=local_date(at),
    )
    rows = invite_staff(
        organisation=organisation, entries=[entry], offered=Offered(Access.ADMIN), at=at
    )
    return rows[0] if rows else None
