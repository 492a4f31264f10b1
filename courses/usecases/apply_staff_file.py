"""Apply the good rows of a staff file, a thousand at a time; a broken-off run goes on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from courses.accounts import staff, staff_bulk
from courses.accounts.membership import Membership
from courses.accounts.roster import taken
from courses.accounts.staff_bulk import Writing
from courses.accounts.staff_columns import EMAIL, END, JOB, NAME, NUMBER, SITE, START, TAGS, TEAM
from courses.accounts.staff_list import Entry
from courses.accounts.staff_roster import Kind
from courses.audit.services import record
from courses.common.dates import local_date
from courses.compliance.keeping import rules_now
from courses.packages import staff_services as staff_files
from courses.packages.staff_files import StaffFile, StaffFileRow
from courses.packages.staff_foreseen import foreseen_of, rehearsed_by
from courses.packages.staff_rows import Content, content_of, count_of, refuse, write_counts
from courses.usecases.apply_requirements import apply_rules
from courses.usecases.change_details import tell_earlier
from courses.usecases.invite_staff import LEARNER, invited
from courses.usecases.read_staff_file import read_in_background
from courses.usecases.tag_staff_file import tag_rows

ROWS_A_CHUNK = 1_000
State = StaffFile.State
MEANWHILE = "This changed while the file waited. Upload the file again"
TAKEN = "Somebody else has this address or staff number by now. Upload the file again"
WRITTEN = (Kind.ADD, Kind.CHANGE, Kind.LEAVER)
Rows = Mapping[int, tuple[StaffFileRow, Content]]


def start_applying(*, file: StaffFile, at: datetime, actor_id: int, seen: str = "") -> StaffFile:
    """Have the good rows of ``file`` applied; one that does not wait is returned as it is.

    One that was rehearsed on another day, or by other rules than those of now, is rehearsed again
    instead; and nothing is applied that was rehearsed otherwise than ``seen``, as ``rehearsed_by``
    tells it.
    """
    with transaction.atomic():
        staff_bulk.lock(file.organisation)
        if not staff_files.lock(file=file, states=[State.WAITING]):
            return file
        foreseen = foreseen_of(file)
        if foreseen and (foreseen.on, foreseen.rules) != (
            local_date(at),
            rules_now(file.organisation_id),
        ):
            staff_files.turn(file=file, state=State.READING, at=at)
            read_in_background(file)
            return file
        if seen not in {"", rehearsed_by(file)}:
            return file
        staff_files.turn(file=file, state=State.APPLYING, at=at)
        staff_files.forget_earlier(file=file)
        transaction.on_commit(lambda: apply_file.enqueue(file.pk, actor_id))
    return file


@task()
def apply_file(file_id: int, actor_id: int) -> int:
    """Apply one staff file; return how many rows were gone through."""
    file = StaffFile.objects.select_related("organisation").get(pk=file_id)
    return apply_staff_file(file=file, at=timezone.now(), actor_id=actor_id)


def apply_staff_file(*, file: StaffFile, at: datetime, actor_id: int) -> int:
    """Apply every row that is left of ``file``; return how many there were.

    Each chunk is a transaction that also moves on ``rows_done``, so a second run at the same
    time, or after a break, does no row twice.
    """
    done = 0
    while handled := apply_chunk(file=file, at=at, actor_id=actor_id):
        done += handled
    return done


@transaction.atomic
def apply_chunk(*, file: StaffFile, at: datetime, actor_id: int) -> int:
    """Apply the next thousand rows, or end the run; return how many rows it was."""
    staff_bulk.lock(file.organisation)
    if not staff_files.lock(file=file, states=[State.APPLYING]):
        return 0
    rows = staff_files.next_rows(file=file, size=ROWS_A_CHUNK)
    if not rows:
        staff_files.turn(file=file, state=State.APPLIED, at=at)
        transaction.on_commit(lambda: apply_rules.enqueue(file.organisation_id))
        return 0
    planned = Counter(row.kind for row in rows)
    staff_bulk.hold(
        [row.membership_id for row in rows if row.membership_id and row.kind in WRITTEN]
    )
    writing = write(file, rows, at, actor_id)
    found = Counter(row.kind for row in rows)
    counts = {
        kind.value: count_of(file, kind) - planned[kind.value] + found[kind.value] for kind in Kind
    }
    staff_files.keep_rows([row for row in rows if row.undo or row.kind == Kind.ERROR])
    done = {"counts": write_counts(counts), "rows_done": rows[-1].position}
    staff_files.turn(file=file, state=State.APPLYING, at=at, **done)
    ids = ",".join(str(row.membership_id) for row in rows if row.undo)
    record(
        verb="applied-staff-file",
        about=file,
        organisation_id=file.organisation_id,
        actor_id=actor_id,
        at=at,
        details={**found, "digest": sha256(ids.encode()).hexdigest()},
    )
    writing.save_addresses()
    return len(rows)


def write(file: StaffFile, rows: Sequence[StaffFileRow], at: datetime, actor_id: int) -> Writing:
    """Write what ``rows`` say but addresses, which it returns, and in each how it is taken back."""
    found = {row.position: (row, content_of(row)) for row in rows}
    refuse_gone(file, found)
    writing = Writing(at, actor_id)
    today = local_date(at)
    add(file, of_kind(found, Kind.ADD), writing)
    change(file, of_kind(found, Kind.CHANGE), writing, today)
    leave(of_kind(found, Kind.LEAVER), writing, today)
    writing.save()
    tag_rows(file.organisation_id, rows, writing)
    offer(file, of_kind(found, Kind.INVITE), at, actor_id)
    for position, (row, _content) in found.items():
        days = writing.undo_of(position)
        if days["ended"] or days["made"] or row.undo:
            row.undo = {"v": 1, **days, **row.undo}
    return writing


def refuse_gone(file: StaffFile, rows: Rows) -> None:
    """Refuse the rows that name a job, site, team or tag which somebody removed meanwhile."""
    there = staff_bulk.places_there(file.organisation)
    for row, content in rows.values():
        named = [(kind, content.write.get(kind)) for kind in (JOB, SITE, TEAM)]
        named += [(TAGS, tag) for tag in content.write.get(TAGS) or ()]
        if any(pk and pk not in there[kind] for kind, pk in named):
            refuse(row, MEANWHILE)


def of_kind(rows: Rows, kind: Kind) -> Rows:
    """Return the rows of one kind."""
    return {position: one for position, one in rows.items() if one[0].kind == kind}


def add(file: StaffFile, rows: Rows, writing: Writing) -> None:
    """Make the people of ``rows``, and take back those who come back."""
    writes = {position: content.write for position, (_row, content) in rows.items()}
    emails = taken(write[EMAIL] or "" for write in writes.values())
    numbers = staff_bulk.numbers_taken(file.organisation, [one[NUMBER] for one in writes.values()])
    new: dict[int, Mapping[str, Any]] = {}
    back: dict[int, tuple[StaffFileRow, Content]] = {}
    for position, (row, content) in rows.items():
        if row.membership_id:
            back[position] = (row, content)
        elif content.write[EMAIL] in emails or content.write[NUMBER] in numbers:
            refuse(row, TAKEN)
        else:
            new[position] = content.write
    come_back(back, numbers, writing)
    joined = staff_bulk.join(organisation=file.organisation, rows=new, writing=writing)
    for position, member in joined.items():
        row = rows[position][0]
        row.membership_id = member.pk
        row.undo = {"details": {NUMBER: [new[position][NUMBER], ""]}}


def come_back(rows: Rows, numbers: set[str], writing: Writing) -> None:
    """Let people who left work here again, with the name and number of the file.

    The address stays theirs.
    """
    ids = [row.membership_id or 0 for row, _content in rows.values()]
    members = staff_bulk.members_by_id(ids)
    working = staff_bulk.working_among(ids, on=local_date(writing.at))
    details: dict[int, Mapping[str, Any]] = {}
    for position, (row, content) in rows.items():
        member, write = members[row.membership_id or 0], content.write
        now = {NAME: member.user.name, NUMBER: member.staff_number}
        changed = {name: write[name] for name, value in now.items() if write[name] != value}
        if member.pk in working or changed.get(NUMBER) in numbers:
            refuse(row, TAKEN if changed.get(NUMBER) in numbers else MEANWHILE)
            continue
        staff_bulk.begin(position, member, write, writing)
        if changed:
            details[member.pk] = changed
            row.undo = {"details": {name: [new, now[name]] for name, new in changed.items()}}
    staff_bulk.write_details(members, details)


def change(file: StaffFile, rows: Rows, writing: Writing, today: date) -> None:
    """Write details and places that differ, where nobody changed them meanwhile."""
    members = staff_bulk.members_by_id([row.membership_id or 0 for row, _content in rows.values()])
    asked = [
        content.write["period"] for _row, content in rows.values() if "period" in content.write
    ]
    periods = staff_bulk.periods_by_id(asked)
    emails = taken(content.write.get(EMAIL) or "" for _row, content in rows.values())
    numbers = staff_bulk.numbers_taken(
        file.organisation, [content.write.get(NUMBER, "") for _row, content in rows.values()]
    )
    details: dict[int, Mapping[str, Any]] = {}
    for position, (row, content) in rows.items():
        member, write = members[row.membership_id or 0], content.write
        olds = {name: before for name, before, _after in content.changes}
        if not is_as_planned(member, olds, write, periods):
            refuse(row, MEANWHILE)
        elif write.get(EMAIL) in emails or write.get(NUMBER) in numbers:
            refuse(row, TAKEN)
        else:
            if "period" in write:
                staff_bulk.move(position, periods[write["period"]], write, today, writing)
            if changed := {name: write[name] for name in (NAME, EMAIL, NUMBER) if name in olds}:
                details[member.pk] = changed
                undo = {name: [value, olds[name]] for name, value in changed.items()}
                row.undo = {"details": undo}
    writing.readdressed = staff_bulk.write_details(members, details)
    tell(members, writing.readdressed, rows, writing.at)


def is_as_planned(
    member: Membership,
    olds: Mapping[str, str],
    write: Mapping[str, Any],
    periods: Mapping[int, object],
) -> bool:
    """Test whether a member is still what the preview showed."""
    now = {NAME: member.user.name, EMAIL: member.user.email or "", NUMBER: member.staff_number}
    same = all(now[name] == before for name, before in olds.items() if name in now)
    return same and ("period" not in write or write["period"] in periods)


def tell(
    members: Mapping[int, Membership], readdressed: Sequence[Any], rows: Rows, at: datetime
) -> None:
    """End the sign-ins of whoever has another address, and tell the earlier one."""
    if not readdressed:
        return
    staff.end_sign_ins(*readdressed, at=at)
    for row, content in rows.values():
        before = {name: old for name, old, _new in content.changes}.get(EMAIL)
        if before and row.kind == Kind.CHANGE:
            tell_earlier(members[row.membership_id or 0], before, at)


def leave(rows: Rows, writing: Writing, today: date) -> None:
    """Give whoever leaves the last day."""
    asked = [pk for _row, content in rows.values() for pk in content.write["periods"]]
    periods = staff_bulk.periods_by_id(asked)
    gone = []
    for position, (row, content) in rows.items():
        mine = [periods[pk] for pk in content.write["periods"] if pk in periods]
        if len(mine) < len(content.write["periods"]):
            refuse(row, MEANWHILE)
            continue
        staff_bulk.end(position, mine, content.write[END], writing)
        if content.write[END] < today:
            gone.append(row.membership_id or 0)
    if gone:
        users = [member.user for member in staff_bulk.members_by_id(gone).values()]
        staff.end_sign_ins(*users, at=writing.at)


def offer(file: StaffFile, rows: Rows, at: datetime, actor_id: int) -> None:
    """Send an offer to whoever has an account that only others know; it stays as it is."""
    entries = [
        Entry(
            row=row.row or 0,
            name=content.write[NAME],
            email=content.write[EMAIL],
            role_id=content.write[JOB],
            site_id=content.write[SITE],
            team_id=content.write[TEAM],
            staff_number=content.write[NUMBER],
            starts_on=content.write[START],
        )
        for row, content in rows.values()
    ]
    if not entries:
        return
    sent = {one.email: one.pk for one in invited(file.organisation, entries, LEARNER, at, actor_id)}
    for row, content in rows.values():
        if content.write[EMAIL] in sent:
            row.undo = {"invitation": sent[content.write[EMAIL]]}
