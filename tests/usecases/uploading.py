"""A package that was uploaded and waits, for the use cases that decide about it."""

import shutil

from django.db import transaction

from courses.accounts.models import Organisation, User
from courses.packages import services as packages
from courses.packages.models import ImportRun
from courses.packages.problems import Report
from courses.packages.runs import Plan
from courses.usecases.check_package import check_package
from tests.packages.build import files, zipped
from tests.people import NOON


def uploaded(elm, folder, **changes):
    """Check the small package, changed as told, and return its run."""
    source = zipped(folder / "source.zip", files(**changes))
    path = folder / "incoming.zip"
    shutil.copy(source, path)
    return check_package(
        path=path, file_name="course.zip", organisation=elm.organisation, by=elm.grace, at=NOON
    )


def upload_of(user: User, organisation: Organisation) -> ImportRun:
    """Return the one package that was uploaded to ``organisation`` and waits."""
    plan = Plan("small-course", "1.0.0", f"Draft of {organisation}", ("New course.",))
    with transaction.atomic():
        run, _is_new = packages.note(
            organisation=organisation,
            by=user,
            file_name="course.zip",
            sha256="0" * 64,
            plan=plan,
            report=Report(),
            at=NOON,
        )
    return run
