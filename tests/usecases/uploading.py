"""A package that was uploaded and waits, for the use cases that decide about it."""

import shutil

from django.db import transaction

from courses.accounts.models import Organisation, User
from courses.accounts.staff_roster import Kind, Planned
from courses.packages import services as packages
from courses.packages import staff_services as staff_files
from courses.packages.models import ImportRun
from courses.packages.problems import Report
from courses.packages.runs import Plan
from courses.packages.staff_files import StaffFile
from courses.packages.staff_foreseen import Foreseen
from courses.packages.staff_rows import row_of
from courses.usecases.check_package import check_package
from tests.packages.build import files, zipped
from tests.people import NOON, TODAY


def uploaded(elm, folder, **changes):
    """Check the small package, changed as told, and return its run."""
    source = zipped(folder / "source.zip", files(**changes))
    path = folder / "incoming.zip"
    shutil.copy(source, path)
    return check_package(
        path=path, file_name="course.zip", organisation=elm.organisation, by=elm.grace, at=NOON
    )


def staff_file_of(user: User, organisation: Organisation) -> StaffFile:
    """Return the one staff file that was uploaded to ``organisation`` and waits."""
    there = StaffFile.objects.filter(organisation=organisation).first()
    if there is not None:
        return there
    file = staff_files.receive(
        organisation=organisation,
        by=user,
        file_name=f"staff of {organisation.slug}.csv",
        everybody=False,
        at=NOON,
        state=StaffFile.State.WAITING,
        columns=(["Name", "Email"], ["name", "email"]),
    )
    planned = Planned(2, Kind.ERROR, "Dara", problems=(("email", "dara@", "Enter an address"),))
    staff_files.add_rows(file=file, rows=[row_of(file, 1, planned, ["Dara", "dara@"])], at=NOON)
    staff_files.finish_rows(file=file, counts={"error": 1}, foreseen=Foreseen(TODAY), at=NOON)
    return file


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
