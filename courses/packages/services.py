"""Writing what became of an uploaded package. No transaction is opened here."""

from datetime import datetime

from courses.accounts.models import Organisation, User
from courses.catalogue.models import CourseVersion
from courses.packages.models import ImportRun
from courses.packages.problems import Report
from courses.packages.runs import Plan, write_plan, write_report


def note(
    *,
    organisation: Organisation,
    by: User,
    file_name: str,
    sha256: str,
    plan: Plan | None,
    report: Report,
    at: datetime,
) -> tuple[ImportRun, bool]:
    """Keep what checking an upload found; return the run and whether that says anything new.

    The same file again takes up its open run. Call it inside a transaction.
    """
    found = {
        "state": state_of(plan),
        "plan": write_plan(plan),
        "problems": write_report(report),
    }
    run, is_new = (
        ImportRun.objects.select_for_update(no_key=True)
        .open()
        .get_or_create(
            organisation=organisation,
            sha256=sha256,
            defaults={**found, "by": by, "at": at, "file_name": file_name},
        )
    )
    differs = any(getattr(run, name) != value for name, value in found.items())
    if differs:
        for name, value in {**found, "by": by, "at": at, "file_name": file_name}.items():
            setattr(run, name, value)
        run.save()
    return run, is_new or differs


def state_of(plan: Plan | None) -> ImportRun.State:
    """Return how an upload stands after checking: None means that problems refuse it."""
    if plan is None:
        return ImportRun.State.REFUSED
    return ImportRun.State.UNCHANGED if plan.is_nothing else ImportRun.State.WAITING


def lock(*, run: ImportRun) -> bool:
    """Read ``run`` anew, hold it until the commit, and test whether it still waits."""
    run.refresh_from_db(from_queryset=ImportRun.objects.select_for_update(no_key=True))
    return run.state == ImportRun.State.WAITING


def import_done(*, run: ImportRun, version: CourseVersion) -> None:
    """Keep that ``run`` became the draft ``version``."""
    run.state, run.version = ImportRun.State.IMPORTED, version
    run.save(update_fields=["state", "version"])


def refuse(*, run: ImportRun, report: Report) -> None:
    """Keep that ``run`` is refused after all, for the problems of ``report``."""
    run.state, run.problems = ImportRun.State.REFUSED, write_report(report)
    run.plan = write_plan(None)
    run.save(update_fields=["state", "problems", "plan"])


def discard(*, run: ImportRun) -> None:
    """Keep that nothing is to be made of ``run``."""
    run.state = ImportRun.State.DISCARDED
    run.save(update_fields=["state"])
