"""Change how an organisation's pages and its next certificates look."""

from datetime import datetime

from django.db import transaction

from courses.accounts import organisations
from courses.accounts.models import Organisation, User
from courses.accounts.place_rows import lock
from courses.audit.services import record
from courses.certification import designs


@transaction.atomic
def change_branding(
    *,
    organisation: Organisation,
    by: User,
    at: datetime,
    accent: str | None = None,
    logo: str | None = None,
    signatory: str | None = None,
    prints_logo: bool | None = None,
) -> None:
    """Write what is given: a colour, the SHA-256 of a logo, the name that signs certificates.

    Empty text takes it away. A first logo is printed on certificates too until somebody says
    otherwise. Certificates issued before keep what they were printed with.
    """
    lock(organisation)
    design = designs.design_of(organisation.pk)
    printed = designs.printed_logo(
        design, was=organisation.logo, logo=logo, prints_logo=prints_logo
    )
    given = {"accent": accent, "logo": logo}
    changed = organisations.change(
        organisation, {name: value for name, value in given.items() if value is not None}
    )
    changed += designs.change(design, logo=printed, signatory=signatory)
    if changed:
        record(
            verb="changed-branding",
            about=organisation,
            organisation_id=organisation.pk,
            actor_id=by.pk,
            at=at,
            details={"changed": sorted(changed)},
        )
