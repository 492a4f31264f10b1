"""Give a version of a course away as a package that anybody can read, change and import."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from courses.audit.services import record
from courses.catalogue.models import CourseVersion
from courses.catalogue.recalling import recalled


@dataclass(frozen=True, slots=True)
class Exported:
    """One package: the name of its file and its bytes."""

    name: str
    content: bytes


@transaction.atomic
def export_course(
    *,
    version: CourseVersion,
    at: datetime,
    actor_id: int | None = None,
    organisation_id: int | None = None,
) -> Exported:
    """Return ``version`` as a zip in our own format and record that it was taken.

    ``organisation_id``: whose people took it (None: the platform's operator). The same version is
    the same bytes every time.
    """
    from courses.packages.formats.native import zipped  # noqa: PLC0415 - as ``opening`` does

    content = zipped(recalled(version), media=Path(settings.DATA_DIR) / "media")
    record(
        verb="exported-course",
        about=version,
        organisation_id=organisation_id,
        actor_id=actor_id,
        at=at,
        details={"content_hash": version.content_hash, "bytes": len(content)},
    )
    return Exported(f"{version.course.slug}-{version.version}.zip", content)
