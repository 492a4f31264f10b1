"""Take an applied staff file back, a thousand rows at a time, or set a waiting one aside."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from courses.accounts import joining, staff, staff_bulk
from courses.accounts.membership import Membership
from courses.accounts.queries import invitations_by_id
from courses.accounts.roster import taken
from courses.accounts.staff_bulk import Writing
from courses.accounts.staff_columns import EMAIL, NAME, NUMBER
from courses.audit.services import record
from courses.packages import staff_services as staff_files
from courses.packages.staff_files import StaffFile, StaffFileRow
from courses.usecases.tag_staff_file import put_tags_back

ROWS_A_CHUNK = 1_000
State = StaffFile.State


def start_undoing(*, file: StaffFile, at: datetime, actor_id: int) -> StaffFile:
    """Have ``file`` taken back; one that is not applied, or not the newest, stays as it is.

    Another one that still waits is discarded for it: it was compared with what now changes.
    """
    with transaction.atomic():
        staff_bulk.lock(file.organisation)
        is_applied = staff_files.lock(file=file, states=[State.APPLIED])
        if not is_applied or not staff_files.is_newest(file):
            return file
        waiting = staff_files.open_file(file.organisation)
        if waiting is not None:
            if waiting.state not in staff_files.REPLACEABLE:
                return file
            staff_files.settle(file=waiting, state=State.DISCARDED, at=at)
        staff_files.turn(file=file, state=State.UNDOING, at=at)
        transaction.on_commit(lambda: undo_file.enqueue(file.pk, actor_id))
    return file


@task()
def undo_file(file_id: int, actor_id: int) -> int:
    """Take one staff file back; return how many rows were gone through."""
    file = StaffFile.objects.select_related("organisation").get(pk=file_id)
    return undo_staff_file(file=file, at=timezone.now(), actor_id=actor_id)


def undo_staff_file(*, file: StaffFile, at: datetime, actor_id: int) -> int:
    """Put everything back as it was before ``file``, the last row first; return how many rows.

    Whoever was changed by hand since then stays as they are, and the file says how many.
    """
    done = 0
    while handled := undo_chunk(file=file, at=at, actor_id=actor_id):
        done += handled
    return done


@transaction.atomic
def undo_chunk(*, file: StaffFile, at: datetime, actor_id: int) -> int:
    """Take the last thousand rows back, or end the run; return how many rows it was."""
    staff_bulk.lock(file.organisation)
    if not staff_files.lock(file=file, states=[State.UNDOING]):
        return 0
    rows = staff_files.last_rows(file=file, size=ROWS_A_CHUNK)
    if not rows:
        staff_files.settle(file=file, state=State.UNDONE, at=at)
        return 0
    writing = Writing(at, actor_id)
    staff_bulk.hold([row.membership_id for row in rows if row.membership_id])
    kept = put_back(file, [row for row in rows if row.undo], writing)
    before = int(file.problem or 0)
    staff_files.turn(
        file=file,
        state=State.UNDOING,
        at=at,
        rows_done=rows[-1].position - 1,
        problem=str(before + kept) if before + kept else "",
    )
    record(
        verb="undid-staff-file",
        about=file,
        organisation_id=file.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"rows": len(rows), "kept": kept},
    )
    writing.save_addresses()
    return len(rows)


def put_back(file: StaffFile, rows: Sequence[StaffFileRow], writing: Writing) -> int:
    """Put back what ``rows`` wrote, but for addresses; return how many changed since and stay."""
    current = staff_bulk.periods_by_id(list(ids_of(rows, "made")))
    before = staff_bulk.every_period(list(ids_of(rows, "ended")))
    mine = [row for row in rows if all(pk in current for pk in row.undo.get("made", []))]
    for row in mine:
        writing.ended[row.position] += [current[pk] for pk in row.undo.get("made", [])]
        for pk in row.undo.get("ended", []):
            writing.again(row.position, before[pk])
    writing.save()
    put_details_back(file, mine, writing)
    put_tags_back(mine, writing)
    for invitation in invitations_by_id(
        [row.undo["invitation"] for row in mine if "invitation" in row.undo]
    ):
        joining.withdraw(invitation=invitation, at=writing.at)
    return len(rows) - len(mine)


def ids_of(rows: Sequence[StaffFileRow], name: str) -> Iterator[int]:
    """Return the periods that ``rows`` ended or made."""
    for row in rows:
        yield from row.undo.get(name, [])


def put_details_back(file: StaffFile, rows: Sequence[StaffFileRow], writing: Writing) -> None:
    """Write the earlier names and numbers, and addresses last.

    Where they still are what we wrote, and nobody else has the number or address by now.
    """
    ours = {row.membership_id or 0: row.undo["details"] for row in rows if "details" in row.undo}
    members = staff_bulk.members_by_id(list(ours))
    addresses = taken(details[EMAIL][1] or "" for details in ours.values() if EMAIL in details)
    holders = staff_bulk.holders_of(
        file.organisation, [details[NUMBER][1] for details in ours.values() if NUMBER in details]
    )
    writes: dict[int, Mapping[str, Any]] = {}
    for pk, details in ours.items():
        now = now_of(members[pk])
        back = {name: old for name, (new, old) in details.items() if now[name] == (new or "")}
        if back.get(EMAIL) in addresses:
            del back[EMAIL]
        if holders.get(back.get(NUMBER, ""), pk) != pk:
            del back[NUMBER]
        if back:
            writes[pk] = back
    writing.readdressed = staff_bulk.write_details(members, writes)
    if writing.readdressed:
        staff.end_sign_ins(*writing.readdressed, at=writing.at)


def now_of(member: Membership) -> dict[str, str]:
    """Return what a member is called and signs in with now."""
    return {NAME: member.user.name, EMAIL: member.user.email or "", NUMBER: member.staff_number}


@transaction.atomic
def discard_staff_file(*, file: StaffFile, at: datetime, actor_id: int) -> StaffFile:
    """Set a file aside that nothing was written from; another one is returned as it is."""
    if staff_files.lock(file=file, states=staff_files.REPLACEABLE):
        staff_files.settle(file=file, state=State.DISCARDED, at=at)
        record(
            verb="discarded-staff-file",
            about=file,
            organisation_id=file.organisation_id,
            actor_id=actor_id,
            at=at,
        )
    return file
