"""Confirm an uploaded package: it becomes a draft version, which learners do not see."""

from datetime import datetime

from django.db import transaction

from courses.audit import services as audit
from courses.catalogue.drafts import VersionDraft
from courses.catalogue.services import PublishedVersionIsFinal
from courses.common.dates import local_date
from courses.packages import opening, uploads
from courses.packages import services as packages
from courses.packages.models import ImportRun
from courses.packages.problems import Report
from courses.usecases.import_package import final_report, keep_media, save


def confirm_import(*, run: ImportRun, at: datetime, actor_id: int) -> ImportRun:
    """Make the draft of ``run``, or refuse it where the rules say no by now; then drop its file.

    A run that was decided upon already is returned as it is.

    :raises UploadGone: when the file of a waiting run is no longer there.
    """
    if run.state != ImportRun.State.WAITING:
        return run
    opened = opening.opened(uploads.kept(run.reference), today=local_date(at))
    if opened.draft is None:
        refuse(run=run, report=opened.report, at=at, actor_id=actor_id)
    else:
        try:
            keep_media(opened)
            make_draft(run=run, draft=opened.draft, at=at, actor_id=actor_id)
        except PublishedVersionIsFinal as error:
            refuse(run=run, report=final_report(opened, error), at=at, actor_id=actor_id)
    uploads.drop(run.reference)
    return run


@transaction.atomic
def make_draft(*, run: ImportRun, draft: VersionDraft, at: datetime, actor_id: int) -> None:
    """Write the draft, its audit event and the end of ``run`` together.

    :raises PublishedVersionIsFinal: when that number was published with other text.
    """
    if packages.lock(run=run):
        version, _is_new = save(draft=draft, at=at, actor_id=actor_id, owner_id=run.organisation_id)
        packages.import_done(run=run, version=version)


@transaction.atomic
def refuse(*, run: ImportRun, report: Report, at: datetime, actor_id: int) -> None:
    """Write that ``run`` is refused after all, with its audit event."""
    if packages.lock(run=run):
        packages.refuse(run=run, report=report)
        audit.record(
            verb="uploaded",
            about=run,
            organisation_id=run.organisation_id,
            actor_id=actor_id,
            at=at,
            details={"sha256": run.sha256, "problems": len(report.problems)},
        )
