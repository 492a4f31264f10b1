"""One revision of a rule from its row to the pure rules of status."""

from courses.compliance.models import Requirement
from courses.compliance.renewing import Renewal
from courses.compliance.status import Revision


def revision_of(row: Requirement) -> Revision:
    """Return a row as the pure rules of status read it."""
    return Revision(
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        due_days=row.due_days,
        due_on=row.due_on,
        valid_months=row.valid_months,
        renew_window_days=row.renew_window_days,
        audience=row.audience,
        minimum_version=version_key(row.minimum_version),
        renewal=Renewal(row.renewal),
        fixed=fixed_of(row),
        grace_days=row.grace_days,
        refresher_id=row.refresher_id,
        anew=row.anew,
    )


def fixed_of(row: Requirement) -> tuple[int, int] | None:
    """Return the month and day of a renewal on a fixed day, and None for the other kinds."""
    if row.fixed_month is None or row.fixed_day is None:
        return None
    return row.fixed_month, row.fixed_day


def version_key(version: str) -> tuple[int, int, int] | None:
    """Return "1.2.3" as (1, 2, 3), and None for empty text."""
    if not version:
        return None
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch
