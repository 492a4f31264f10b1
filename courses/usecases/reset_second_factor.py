"""Take the second factor of somebody who lost the phone and the recovery codes."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import User
from courses.accounts.second_factor import forget
from courses.audit.services import record


@transaction.atomic
def reset_second_factor(*, user: User, at: datetime) -> bool:
    """Remove app and recovery codes of ``user``, who sets up new ones at the next sign-in.

    Return whether there was anything; where not, nothing is written.
    """
    if not forget(user=user):
        return False
    record(verb="reset-second-factor", about=user, at=at)
    return True
