"""Read a staff file in the background: what each row comes to, kept for the preview.

One that was read before is only rehearsed again: its bytes are gone, and rules have changed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from courses.accounts.roster import roster_of
from courses.accounts.staff_columns import EMAIL, cells_of
from courses.accounts.staff_plan import plan_file
from courses.accounts.staff_roster import Planned
from courses.common.dates import local_date
from courses.packages import staff_services as staff_files
from courses.packages import uploads
from courses.packages.sheets import Row, Sheet, Unreadable, heading_in, read_sheet
from courses.packages.staff_files import StaffFile
from courses.packages.staff_foreseen import Foreseen, keep_turns
from courses.packages.staff_rows import fields_of, row_of
from courses.usecases.rehearse_staff_file import (
    finish_rehearsal,
    rehearse_rows,
    rehearse_staff_file,
)

ROWS_A_CHUNK = 1_000
State = StaffFile.State
GONE = "The uploaded file is no longer here. Upload it again"


def read_in_background(file: StaffFile) -> None:
    """Have ``file`` read by the worker, or rehearsed again, once everything so far is written."""
    job = rehearse_file if file.foreseen else read_file
    transaction.on_commit(lambda: job.enqueue(file.pk))


@task()
def read_file(file_id: int) -> int:
    """Read one staff file; return how many rows it came to."""
    file = StaffFile.objects.select_related("organisation").get(pk=file_id)
    return read_staff_file(file=file, at=timezone.now())


def read_staff_file(*, file: StaffFile, at: datetime) -> int:
    """Keep what each row of ``file`` comes to, and let it wait; return how many rows there are.

    Nothing about people is written. A broken-off reading begins again.
    """
    try:
        sheet = read_sheet(uploads.kept(file.reference))
    except (Unreadable, uploads.UploadGone) as error:
        refuse(file, GONE if isinstance(error, uploads.UploadGone) else str(error), at)
        return 0
    place = heading_in(sheet.rows)[0]
    people = sheet.rows[place + 1 :]
    if not begun(file, sheet, len(people), at):
        return 0
    counts: Counter[str] = Counter()
    rehearsal = rehearse_staff_file(file=file, at=at)
    position = 0
    for chunk in chunks(planned(file, people, at)):
        rows = [
            row_of(file, number, one, cells)
            for number, (one, cells) in enumerate(chunk, start=position + 1)
        ]
        position += len(rows)
        counts.update(row.kind for row in rows)
        rehearse_rows(rehearsal, rows)
        with transaction.atomic():
            if not staff_files.lock(file=file, states=[State.READING]):
                return 0
            staff_files.add_rows(file=file, rows=rows, at=at)
    finish(file, counts, finish_rehearsal(rehearsal), at)
    return position


@task()
def rehearse_file(file_id: int) -> int:
    """Rehearse one staff file again; return how many rows it has."""
    file = StaffFile.objects.select_related("organisation").get(pk=file_id)
    return rehearse_again(file=file, at=timezone.now())


def rehearse_again(*, file: StaffFile, at: datetime) -> int:
    """Keep what the rows of ``file`` make of people by now, and let it wait; return how many rows.

    Nothing about people is written. Broken off, it begins again.
    """
    counts: Counter[str] = Counter()
    rehearsal = rehearse_staff_file(file=file, at=at)
    position = 0
    while rows := staff_files.next_rows(file=file, size=ROWS_A_CHUNK, after=position):
        position = rows[-1].position
        counts.update(row.kind for row in rows)
        for row in rows:
            keep_turns(row, ())
        rehearse_rows(rehearsal, rows)
        with transaction.atomic():
            if not staff_files.lock(file=file, states=[State.READING]):
                return 0
            staff_files.keep_rows(rows)
            staff_files.turn(file=file, state=State.READING, at=at, rows_done=position)
    finish(file, counts, finish_rehearsal(rehearsal), at)
    return position


def planned(
    file: StaffFile, people: Sequence[Row], at: datetime
) -> Iterator[tuple[Planned, Sequence[str]]]:
    """Return what each row comes to, with its cells."""
    fields = fields_of(file)
    by_number: dict[int | None, Sequence[str]] = dict(people)
    rows: list[tuple[int, Mapping[str, str]]] = [
        (number, cells_of(cells, fields)) for number, cells in people
    ]
    emails = [cells.get(EMAIL, "").lower() for _number, cells in rows]
    roster = roster_of(file.organisation, on=local_date(at), emails=emails)
    for one in plan_file(rows, roster, everybody=file.everybody):
        yield one, by_number.get(one.row, ())


def chunks(
    rows: Iterator[tuple[Planned, Sequence[str]]],
) -> Iterator[list[tuple[Planned, Sequence[str]]]]:
    """Return ``rows`` a thousand at a time."""
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == ROWS_A_CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@transaction.atomic
def begun(file: StaffFile, sheet: Sheet, total: int, at: datetime) -> bool:
    """Make ready for the rows; False where the file is not to be read any more."""
    if not staff_files.lock(file=file, states=[State.READING]):
        return False
    staff_files.begin_rows(file=file, read_as=sheet.read_as, total=total, at=at)
    return True


@transaction.atomic
def finish(file: StaffFile, counts: Mapping[str, int], foreseen: Foreseen, at: datetime) -> None:
    """Let the file wait for a decision; its bytes are needed no more."""
    if staff_files.lock(file=file, states=[State.READING]):
        staff_files.finish_rows(file=file, counts=counts, foreseen=foreseen, at=at)
        uploads.drop(file.reference)


@transaction.atomic
def refuse(file: StaffFile, problem: str, at: datetime) -> None:
    """Write that the file cannot be read."""
    if staff_files.lock(file=file, states=[State.READING]):
        staff_files.turn(file=file, state=State.REFUSED, at=at, problem=problem)
        uploads.drop(file.reference)
