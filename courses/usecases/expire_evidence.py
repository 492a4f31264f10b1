"""Remove the files of outside training after their period; what was decided stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from courses.accounts.models import User
from courses.accounts.retention import USUAL, Periods, periods_by_organisation
from courses.audit.services import record
from courses.common.dates import add_months, day_ends, local_date
from courses.learning import evidence
from courses.learning.brought import BroughtRecord
from courses.learning.evidence_rows import files_decided_before, files_named, forget_file
from courses.usecases.change_retention import lengthened


def expire_evidence(*, at: datetime) -> int:
    """Remove the files of what was declined a year ago or accepted six years ago; return how many.

    Or as long ago as the organisation has set. Each is a transaction of its own, and its file goes
    after the commit. Then what no record names any more, as after a broken upload.
    """
    gone = sum(
        expire(one, at=at)
        for here, kept in periods_by_organisation(USUAL).items()
        for one in past_files(at=at, kept=kept, organisation_id=here)
    )
    evidence.sweep(files_named(), at=at)
    return gone


def past_files(
    *, at: datetime, kept: Periods, organisation_id: int | None
) -> QuerySet[BroughtRecord]:
    """Return the records of an organisation whose file is past its period.

    Of nobody who is under a legal hold, and of none whose training a rule may still count.
    """
    today, kept = local_date(at), lengthened(kept, organisation_id)
    return files_decided_before(
        declined=day_ends(add_months(today, -kept.declined_months)),
        accepted=day_ends(add_months(today, -kept.accepted_months)),
        on=today,
        organisation_id=organisation_id,
    )


def expire(brought: BroughtRecord, *, at: datetime) -> bool:
    """Remove the file of one record; return whether it was still named and may go."""
    key = brought.file
    is_gone = settle(brought, at=at)
    if is_gone and key:
        evidence.drop(key)
    return is_gone


@transaction.atomic
def settle(brought: BroughtRecord, *, at: datetime) -> bool:
    """Write that a record names no file any more, with its audit event.

    False, and nothing is written, where it names none or the person has come under a legal hold.
    The person's row is held, so that a hold comes wholly before or wholly after.
    """
    User.objects.select_for_update(no_key=True).get(pk=brought.learner_id)
    if not forget_file(brought, on=local_date(at)):
        return False
    record(
        verb="removed-evidence",
        about=brought,
        organisation_id=brought.organisation_id,
        at=at,
    )
    return True
