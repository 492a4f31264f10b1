"""Make a workbook of a long list: asked for, made in the background, kept for a week, recorded."""

import logging
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from courses.accounts.models import Organisation, User
from courses.accounts.permissions import Permission
from courses.accounts.queries import rights_of
from courses.audit.services import record
from courses.common.dates import local_date
from courses.common.scope import Scope
from courses.common.tables import Cell, xlsx_file
from courses.compliance.queries import rules_of
from courses.reporting import list_files as lists
from courses.reporting.exports import TITLES, matrix_table, people_table, preface
from courses.reporting.list_files import ListFile, Question, question_of
from courses.reporting.queries import all_rows, ids_of, people_wanted, places_in
from courses.usecases.tell_of_file import tell_of_file

TABLES = {"people": people_table, "matrix": matrix_table}
State = ListFile.State
logger = logging.getLogger(__name__)


class KeyTaken(Exception):
    """The key belongs to a file of somebody else, or of another organisation."""


@transaction.atomic
def ask_for_list_file(
    *,
    key: UUID,
    organisation: Organisation,
    by: User,
    report: str,
    question: Question,
    at: datetime,
) -> ListFile:
    """Have a workbook of one list made, once for each ``key``; a repeat returns it as it is.

    :raises KeyTaken: when the key is that of somebody else's file.
    """
    file, is_new = lists.ask(
        reference=key, organisation=organisation, by=by, report=report, question=question, at=at
    )
    if (file.by_id, file.organisation_id) != (by.pk, organisation.pk):
        raise KeyTaken
    if is_new:
        record(
            verb="asked-for-file",
            about=file,
            organisation_id=organisation.pk,
            actor_id=by.pk,
            at=at,
            details={"report": report, "on": question.scope.on.isoformat()},
        )
        transaction.on_commit(lambda: write_file.enqueue(file.pk))
    return file


@task()
def write_file(file_id: int) -> bool:
    """Make one file in the background; return whether it is ready."""
    file = ListFile.objects.select_related("organisation", "by").get(pk=file_id)
    try:
        return make_list_file(file=file, at=timezone.now())
    except Exception:
        note_failure(file, at=timezone.now())
        logger.exception("list-file-failed file=%s", file_id)
        lists.drop(file.reference)
        return False


@transaction.atomic
def note_failure(file: ListFile, *, at: datetime) -> None:
    """Note that ``file`` could not be made, and tell whoever waits for it."""
    if lists.settle(file=file, state=State.FAILED):
        tell_of_file(file, is_ready=False, at=at)


def make_list_file(*, file: ListFile, at: datetime) -> bool:
    """Make ``file`` and note that it is ready; False where it no longer waits, or may not be made.

    Asked of the rights that its owner has now. The file is in its place before it is said to be
    ready.
    """
    question = question_of(file)
    if not may_take(file, question.scope, at):
        lists.settle(file=file, state=State.FAILED)
        return False
    path = lists.draft_of(file.reference)
    people, lines = told(file, question)
    with path.open("wb") as out:
        for piece in xlsx_file(lines, title=TITLES[file.report]):
            out.write(piece)
    size = path.stat().st_size
    with transaction.atomic():
        is_ready = lists.settle(file=file, state=State.READY, people=people, size=size)
        if is_ready:
            tell_of_file(file, is_ready=True, at=at)
            path.replace(lists.place_of(file.reference))
    if not is_ready:
        path.unlink()
    return is_ready


def may_take(file: ListFile, shown: Scope, at: datetime) -> bool:
    """Test whether its owner may still take everybody away whom ``shown`` holds."""
    rights = rights_of(user=file.by, on=local_date(at)).get(file.organisation.slug)
    return rights is not None and rights.scope(Permission.EXPORT).holds(shown)


def told(file: ListFile, question: Question) -> tuple[int, Iterator[list[Cell]]]:
    """Return how many people the file holds, and its rows: what it shows, then the table."""
    scope, wanted = question.scope, question.wanted
    rules = [
        rule
        for rule in rules_of([file.organisation_id], known_at=scope.known_at)[file.organisation_id]
        if any(one.in_force(scope.on) for one in rule.revisions)
    ]
    people = ids_of(people_wanted(scope, wanted, rules=rules))
    shown = [rule for rule in rules if wanted.course_id in (None, rule.course_id)]
    titles = sorted({(rule.title, rule.course_id) for rule in shown})
    number = len(people)

    def lines() -> Iterator[list[Cell]]:
        yield from preface(
            title=TITLES[file.report], filters=question.filters, on=scope.on, people=number
        )
        yield from TABLES[file.report](
            all_rows(people, scope=scope, rules=shown),
            places=places_in(scope),
            courses={course: title for title, course in titles},
        )

    return number, lines()


def expire_list_files(*, at: datetime) -> int:
    """Remove each file that has run out; return how many."""
    return sum(expire(file, at=at) for file in lists.past_keeping(at))


@transaction.atomic
def expire(file: ListFile, *, at: datetime) -> bool:
    """Remove one file; return whether it was still kept. It leaves the disk after the commit."""
    removed = lists.mark_removed(file=file)
    if removed:
        record(verb="removed-file", about=file, organisation_id=file.organisation_id, at=at)
        transaction.on_commit(lambda: lists.drop(file.reference))
    return removed
