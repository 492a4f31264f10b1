"""Writing what became of a staff file. No transaction is opened here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from courses.accounts.models import Organisation, User
from courses.accounts.staff_columns import remembered
from courses.common.paging import Page, page_of
from courses.packages import uploads
from courses.packages.staff_files import StaffColumns, StaffFile, StaffFileRow
from courses.packages.staff_foreseen import Foreseen
from courses.packages.staff_rows import (
    VERSION,
    fields_of,
    headings_of,
    write_columns,
    write_counts,
)

State = StaffFile.State
REPLACEABLE: Final = (State.COLUMNS, State.READING, State.WAITING)
STUCK_AFTER: Final = timedelta(minutes=2)
SHOWN: Final = 20
ROWS_A_PAGE: Final = 50


def receive(
    *,
    organisation: Organisation,
    by: User,
    file_name: str,
    everybody: bool,
    at: datetime,
    state: StaffFile.State,
    columns: tuple[Sequence[str], Sequence[str]] = ((), ()),
    problem: str = "",
) -> StaffFile:
    """Keep that a file came in, with the fields of its headings."""
    return StaffFile.objects.create(
        organisation=organisation,
        by=by,
        file_name=file_name,
        everybody=everybody,
        state=state,
        problem=problem,
        columns=write_columns(*columns),
        at=at,
        touched_at=at,
    )


def lock(*, file: StaffFile, states: Sequence[str]) -> bool:
    """Read ``file`` anew, hold it until the commit, and test whether it is in one of ``states``."""
    file.refresh_from_db(from_queryset=StaffFile.objects.select_for_update(no_key=True))
    return file.state in states


def turn(*, file: StaffFile, state: StaffFile.State, at: datetime, **more: Any) -> None:
    """Let ``file`` be in ``state`` from ``at`` on, with ``more`` of its fields."""
    for name, value in {"state": state, "touched_at": at, **more}.items():
        setattr(file, name, value)
    file.save(update_fields=["state", "touched_at", *more])


def settle(*, file: StaffFile, state: StaffFile.State, at: datetime) -> None:
    """End ``file`` without its rows: nothing of it is kept but what it was and its counts."""
    StaffFileRow.objects.filter(file=file).delete()
    turn(file=file, state=state, at=at)
    uploads.drop(file.reference)


def forget_earlier(*, file: StaffFile) -> None:
    """Drop the rows of the organisation's other files: the newest applied one alone is undone."""
    earlier = StaffFile.objects.filter(organisation=file.organisation_id).exclude(pk=file.pk)
    StaffFileRow.objects.filter(file__in=earlier).delete()


def begin_rows(*, file: StaffFile, read_as: str, total: int, at: datetime) -> None:
    """Make ready for the rows of ``file``, dropping what a broken-off reading left."""
    StaffFileRow.objects.filter(file=file).delete()
    turn(file=file, state=State.READING, at=at, read_as=read_as, rows_total=total, rows_done=0)


def add_rows(*, file: StaffFile, rows: Iterable[StaffFileRow], at: datetime) -> None:
    """Keep some more rows of ``file``."""
    kept = StaffFileRow.objects.bulk_create(rows)
    file.rows_done = min(file.rows_total, file.rows_done + len(kept))
    turn(file=file, state=State.READING, at=at, rows_done=file.rows_done)


def finish_rows(
    *, file: StaffFile, counts: Mapping[str, int], foreseen: Foreseen, at: datetime
) -> None:
    """Let ``file`` wait for a decision."""
    total = sum(counts.values())
    turn(
        file=file,
        state=State.WAITING,
        at=at,
        counts=write_counts(counts),
        foreseen=foreseen.written(),
        rows_total=total,
        rows_done=0,
    )


def next_rows(*, file: StaffFile, size: int, after: int | None = None) -> list[StaffFileRow]:
    """Return the next ``size`` rows to apply, or those ``after`` a position, in their order."""
    done = file.rows_done if after is None else after
    rows = StaffFileRow.objects.filter(file=file, position__gt=done)
    return list(rows.order_by("position")[:size])


def last_rows(*, file: StaffFile, size: int) -> list[StaffFileRow]:
    """Return the last ``size`` rows that are still to be taken back, the last first."""
    rows = StaffFileRow.objects.filter(file=file, position__lte=file.rows_done)
    return list(rows.order_by("-position")[:size])


def keep_rows(rows: Sequence[StaffFileRow]) -> None:
    """Write what became of ``rows``; as an upsert, many times as fast as a bulk update."""
    fields = ["kind", "content", "undo", "membership_id", "becomes"]
    StaffFileRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def rows_page(*, file: StaffFile, kind: str, cursor: str, becomes: str = "") -> Page[StaffFileRow]:
    """Return one page of the rows of one kind, in their order; two queries.

    With ``becomes``, a mark of ``staff_foreseen``, the rows of any kind that bear it.
    """
    rows = StaffFileRow.objects.filter(file=file)
    rows = rows.filter(becomes__contains=becomes) if becomes else rows.filter(kind=kind)
    return page_of(rows, keys=("position",), cursor=cursor, size=ROWS_A_PAGE)


def rows_of(*, file: StaffFile, kind: str) -> Iterator[StaffFileRow]:
    """Return every row of one kind, in their order, streamed; one query."""
    rows = StaffFileRow.objects.filter(file=file, kind=kind).order_by("position")
    return rows.iterator(chunk_size=2_000)


def file_at(*, organisation: Organisation, reference: Any) -> StaffFile | None:
    """Return the staff file of ``organisation`` at this address, or None."""
    files = StaffFile.objects.filter(organisation=organisation, reference=reference)
    return files.select_related("by", "organisation").first()


def files_of(organisation: Organisation) -> list[StaffFile]:
    """Return the latest staff files of ``organisation``, newest first; one query."""
    files = StaffFile.objects.filter(organisation=organisation).select_related("by")
    return list(files.order_by("-at", "-pk")[:SHOWN])


def open_file(organisation: Organisation) -> StaffFile | None:
    """Return the file of ``organisation`` that is not settled yet, held until the commit."""
    return (
        StaffFile.objects.select_for_update(no_key=True)
        .open()
        .filter(organisation=organisation)
        .first()
    )


def is_newest(file: StaffFile) -> bool:
    """Test whether no other file was applied, undone or begun since ``file``."""
    later = Q(at__gt=file.at) | Q(at=file.at, pk__gt=file.pk)
    moving = (State.APPLYING, State.APPLIED, State.UNDOING)
    there = StaffFile.objects.filter(later, organisation=file.organisation_id, state__in=moving)
    return not there.exists()


def is_stuck(file: StaffFile, *, at: datetime) -> bool:
    """Test whether nothing moved for so long that the work must have broken off."""
    return at - file.touched_at > STUCK_AFTER


def memory_of(organisation: Organisation) -> dict[str, str]:
    """Return what the organisation's headings mean, as chosen before."""
    row = StaffColumns.objects.filter(organisation=organisation).first()
    return dict(row.columns["fields"]) if row else {}


def remember(*, file: StaffFile) -> None:
    """Remember the columns of ``file`` for the next one."""
    known = memory_of(file.organisation) | remembered(headings_of(file), fields_of(file))
    StaffColumns.objects.update_or_create(
        organisation=file.organisation, defaults={"columns": {"v": VERSION, "fields": known}}
    )
