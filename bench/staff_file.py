"""Run on a seeded database: times a staff file of many new people, in an organisation of its own.

Prints as JSON how long the worker takes to read it for the preview, and to apply it.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from courses.accounts import services as accounts  # noqa: E402
from courses.accounts.models import Organisation, Role, Site, User  # noqa: E402
from courses.common.dates import local_date  # noqa: E402
from courses.packages.staff_files import StaffFile  # noqa: E402
from courses.usecases.apply_staff_file import apply_staff_file, start_applying  # noqa: E402
from courses.usecases.read_staff_file import read_staff_file  # noqa: E402
from courses.usecases.upload_staff_file import upload_staff_file  # noqa: E402

HEADING = "Name;Email;Staff number;Job;Site;Start date"


@transaction.atomic
def new_organisation(slug: str) -> User:
    """Make an organisation with a site and a job, and return the one person who works there."""
    here = Organisation.objects.create(slug=slug, name="Import")
    site = Site.objects.create(organisation=here, slug="north", name="North")
    role = Role.objects.create(organisation=here, slug="teacher", name="Teacher")
    user = User.objects.create(name="Lead of the import", email=f"lead@{slug}.test")
    now = timezone.now()
    accounts.join(
        user=user, organisation=here, role=role, site=site, valid_from=local_date(now), at=now
    )
    return user


def written(folder: Path, slug: str, rows: int) -> Path:
    """Write the file: so many people whom nobody knows yet."""
    path = folder / "staff.csv"
    day = (local_date(timezone.now()) - timedelta(days=30)).strftime("%d/%m/%Y")
    lines = (
        f"Person {number} of the File;person{number}@{slug}.test;S{number:06};Teacher;North;{day}"
        for number in range(rows)
    )
    path.write_text("\r\n".join([HEADING, *lines]), encoding="utf-8")
    return path


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds ``work`` takes."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


def figures(rows: int) -> dict[str, float]:
    """Upload, read and apply one file; return the seconds of the latter two, and who was added.

    :raises RuntimeError: when not every row was applied.
    """
    now = timezone.now()
    slug = f"import-{now:%Y%m%d%H%M%S}"
    by = new_organisation(slug)
    here = Organisation.objects.get(slug=slug)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        file = upload_staff_file(
            path=written(Path(folder), slug, rows),
            file_name="staff.csv",
            organisation=here,
            everybody=False,
            by=by,
            at=now,
        )
    read = timed(lambda: read_staff_file(file=file, at=now))
    file = StaffFile.objects.get(pk=file.pk)
    start_applying(file=file, at=now, actor_id=by.pk)
    apply = timed(lambda: apply_staff_file(file=file, at=now, actor_id=by.pk))
    added = here.memberships.count() - 1
    if added != rows:
        raise RuntimeError(f"{added} of {rows} people were added")
    return {"read": read, "apply": apply}


if __name__ == "__main__":
    json.dump(figures(int(sys.argv[1])), sys.stdout)
