"""Ask a second factor of everybody in an organisation, or of those with access alone."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import Organisation
from courses.accounts.services import set_asks_second_factor
from courses.audit.services import record


@transaction.atomic
def ask_second_factor(
    *, organisation: Organisation, everybody: bool, at: datetime, actor_id: int
) -> bool:
    """Decide of whom ``organisation`` asks a second factor.

    Return whether that changed anything; where not, nothing is written.
    """
    if not set_asks_second_factor(organisation=organisation, everybody=everybody):
        return False
    record(
        verb="changed-sign-on",
        about=organisation,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"everybody": everybody},
    )
    return True
