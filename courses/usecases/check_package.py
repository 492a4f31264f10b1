"""Check an uploaded package and keep what it would change, or all its problems."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from courses.accounts.models import Organisation, User
from courses.audit import services as audit
from courses.packages import services as packages
from courses.packages import uploads
from courses.packages.models import ImportRun
from courses.usecases.import_package import Imported, import_package


def check_package(
    *, path: Path, file_name: str, organisation: Organisation, by: User, at: datetime
) -> ImportRun:
    """Return the run of the package at ``path``, uploaded for ``organisation``.

    Nothing of the course is written. The file is moved to where it waits for a decision, or removed
    where there is nothing to decide. The same file again takes up its run, and writes nothing where
    it finds the same.
    """
    try:
        sha256 = uploads.digest_of(path)
        found = import_package(path=path, at=at, owner_id=organisation.pk, dry_run=True)
        found = replace(found, report=found.report.naming(path.name, file_name))
        run = note(found, sha256, file_name=file_name, organisation=organisation, by=by, at=at)
        if run.state == ImportRun.State.WAITING:
            uploads.keep(path, reference=run.reference)
    finally:
        path.unlink(missing_ok=True)
    return run


@transaction.atomic
def note(
    found: Imported,
    sha256: str,
    *,
    file_name: str,
    organisation: Organisation,
    by: User,
    at: datetime,
) -> ImportRun:
    """Keep what checking found, with its audit event; a repeat writes nothing."""
    run, is_new = packages.note(
        organisation=organisation,
        by=by,
        file_name=file_name,
        sha256=sha256,
        plan=found.plan,
        report=found.report,
        at=at,
    )
    if is_new:
        audit.record(
            verb="uploaded",
            about=run,
            organisation_id=organisation.pk,
            actor_id=by.pk,
            at=at,
            details={
                "sha256": sha256,
                "problems": len(found.report.problems),
                "warnings": len(found.report.warnings),
            },
        )
    return run
