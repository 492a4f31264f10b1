"""Import a course package: a draft version, or every problem named and nothing written."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from courses.audit import services as audit
from courses.catalogue import services as catalogue
from courses.catalogue.drafts import VersionDraft
from courses.catalogue.structure import CourseVersion
from courses.common.dates import local_date
from courses.packages import opening, plan
from courses.packages.media import keep_all
from courses.packages.problems import Problem, Report
from courses.packages.runs import Plan


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a package.

    ``version`` is None where problems refuse it, and in a dry run. ``is_new`` tells whether
    anything was written. ``plan``: what the import changes; None where problems refuse it.
    """

    report: Report
    version: CourseVersion | None = None
    is_new: bool = False
    plan: Plan | None = None


def import_package(
    *,
    path: Path,
    at: datetime,
    shared: Path | None = None,
    actor_id: int | None = None,
    owner_id: int | None = None,
    dry_run: bool = False,
) -> Imported:
    """Write the package at ``path`` as a draft of a course of ``owner_id`` (None: bundled).

    Reading, checking and rendering come before the transaction. The same package again writes
    nothing. A version that was published with other text is a problem of ``course.yaml``, like any
    other.
    """
    opened = opening.opened(path, today=local_date(at), shared=shared)
    draft = opened.draft
    if draft is None:
        return Imported(opened.report)
    found = plan.plan(draft, owner_id=owner_id)
    try:
        if dry_run:
            catalogue.refuse_final(draft=draft, owner_id=owner_id)
            return Imported(opened.report, plan=found)
        keep_media(opened)
        version, is_new = save(draft=draft, at=at, actor_id=actor_id, owner_id=owner_id)
    except catalogue.PublishedVersionIsFinal as error:
        return Imported(final_report(opened, error))
    return Imported(opened.report, version, is_new, found)


def keep_media(opened: opening.Opened) -> None:
    """Keep the pictures and sounds of a package; files by hash harm nobody if the rest fails."""
    keep_all(opened.package.media if opened.package else {})


@transaction.atomic
def save(
    *, draft: VersionDraft, at: datetime, actor_id: int | None, owner_id: int | None
) -> tuple[CourseVersion, bool]:
    """Write ``draft`` and its audit event; return the version and whether it is new.

    :raises PublishedVersionIsFinal: when that number was published with other text.
    """
    catalogue.hold(draft=draft, owner_id=owner_id)
    there = catalogue.same_text(draft=draft, owner_id=owner_id)
    if there is not None:
        return there, False
    version = catalogue.save_draft(draft=draft, owner_id=owner_id)
    audit.record(
        verb="imported",
        about=version,
        organisation_id=owner_id,
        actor_id=actor_id,
        at=at,
        details={
            "content_hash": version.content_hash,
            "lessons": len(draft.lessons),
            "items": len(draft.items),
        },
    )
    return version, True


def final_report(opened: opening.Opened, error: catalogue.PublishedVersionIsFinal) -> Report:
    """Return the report of a package whose number was published with other text."""
    line = opened.package.course.place.line("version") if opened.package else 0
    final = Problem("course.yaml", line, "version", str(error))
    return Report((final,), opened.report.warnings)
