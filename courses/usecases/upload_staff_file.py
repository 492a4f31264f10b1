"""Receive a staff file: look at its columns, ask where they are not clear, then have it read."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from courses.accounts.models import Organisation, User
from courses.accounts.staff_columns import guess, is_settled
from courses.audit.services import record
from courses.packages import staff_services as staff_files
from courses.packages import uploads
from courses.packages.sheets import Unreadable, heading_in, read_sheet
from courses.packages.staff_files import StaffFile
from courses.packages.staff_rows import headings_of, write_columns
from courses.usecases.read_staff_file import read_in_background

HEAD = 12  # rows that are looked at for the one that names the columns
State = StaffFile.State


class FileInHand(Exception):
    """Another file of the organisation is being applied or undone."""


def upload_staff_file(
    *,
    path: Path,
    file_name: str,
    organisation: Organisation,
    everybody: bool,
    by: User,
    at: datetime,
) -> StaffFile:
    """Keep the file at ``path`` and have it read, or refuse it with what to do about it.

    One that still waits is discarded for it.

    :raises FileInHand: while another one is being applied or undone.
    """
    headings: Sequence[str] = ()
    problem = ""
    try:
        headings = heading_in(read_sheet(path, most=HEAD).rows)[1]
    except Unreadable as error:
        problem = str(error)
    try:
        file = kept(organisation, by, file_name, everybody, at, headings, problem)
    except FileInHand:
        path.unlink()
        raise
    if file.state == State.REFUSED:
        path.unlink()
        return file
    uploads.keep(path, reference=file.reference)
    if file.state == State.READING:
        read_in_background(file)
    return file


@transaction.atomic
def kept(
    organisation: Organisation,
    by: User,
    file_name: str,
    everybody: bool,  # noqa: FBT001 - passed on as it came
    at: datetime,
    headings: Sequence[str],
    problem: str,
) -> StaffFile:
    """Write the file with its audit event."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    before = staff_files.open_file(organisation)
    if before is not None:
        if before.state not in staff_files.REPLACEABLE:
            raise FileInHand
        staff_files.settle(file=before, state=State.DISCARDED, at=at)
    memory = staff_files.memory_of(organisation)
    state = State.READING if is_settled(headings, memory) else State.COLUMNS
    file = staff_files.receive(
        organisation=organisation,
        by=by,
        file_name=file_name,
        everybody=everybody,
        at=at,
        state=State.REFUSED if problem else state,
        columns=(headings, guess(headings, memory)),
        problem=problem,
    )
    record(
        verb="uploaded-staff-file",
        about=file,
        organisation_id=organisation.pk,
        actor_id=by.pk,
        at=at,
        details={"everybody": everybody, "refused": bool(problem)},
    )
    return file


def name_columns(*, file: StaffFile, fields: Sequence[str], at: datetime) -> StaffFile:
    """Let the columns of ``file`` be ``fields``, remember that, and have it read.

    A file that does not wait for its columns is returned as it is.
    """
    with transaction.atomic():
        if not staff_files.lock(file=file, states=[State.COLUMNS]):
            return file
        columns = write_columns(headings_of(file), fields)
        staff_files.turn(file=file, state=State.READING, at=at, columns=columns)
        staff_files.remember(file=file)
    read_in_background(file)
    return file
