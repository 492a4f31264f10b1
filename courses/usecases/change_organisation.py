"""Change what an organisation says of itself."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courses.accounts import organisations
from courses.accounts.models import Organisation, User
from courses.audit.services import record


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, details: Mapping[str, str | bool], by: User, at: datetime
) -> None:
    """Write ``details`` of the organisation by the names of its columns; no change writes nothing.

    Its address stays what it is, and so does what was printed on certificates.
    """
    changed = organisations.change(organisation, details)
    if changed:
        record(
            verb="changed-organisation",
            about=organisation,
            organisation_id=organisation.pk,
            actor_id=by.pk,
            at=at,
            details={"changed": changed},
        )
