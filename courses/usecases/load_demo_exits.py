"""Give the demonstration its uses of "Exit this page", month by month."""

from datetime import datetime
from typing import Final

from courses.accounts.exits import ExitCount, months_before
from courses.accounts.models import Organisation
from courses.common.dates import local_date

USES: Final = (14, 6, 11, 0, 3, 12)  # the newest first


def count_exits(organisation: Organisation, *, at: datetime) -> None:
    """Write the uses of the months that were over at ``at``."""
    today = local_date(at)
    ExitCount.objects.bulk_create(
        ExitCount(organisation=organisation, month=months_before(today, number), uses=uses)
        for number, uses in enumerate(USES, start=1)
        if uses
    )
