"""Pure reading of a list of staff, pasted or from a file: good rows, problems by row and column."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from unicodedata import category

from courses.common.names import fold, without_hidden

MOST_ROWS = 500
HEAD = 2_000  # characters that tell text from a picture
ODD = frozenset({"Cc", "Cn", "Co", "Cs"})  # kinds of character that no list holds
MOST_ODD = 50  # in how many characters one of them is a slip
COLUMNS = ("name", "email", "job", "site", "team", "staff number", "start date")
ALSO_CALLED = {
    "full name": "name",
    "e-mail": "email",
    "email address": "email",
    "e-mail address": "email",
    "role": "job",
    "job role": "job",
    "number": "staff number",
    "staff no": "staff number",
    "start": "start date",
    "started": "start date",
}
# No more than the forms of the pages take, of which every mail can be written.
ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
    r"(?:[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?\.)+(?:xn--[a-z0-9-]{1,59}|[^\W\d_]{2,63})",
    re.IGNORECASE,
)
NAME_AND_ADDRESS = re.compile(r"\s*(?P<name>[^<>]+?)\s*<\s*(?P<email>[^<>\s]+)\s*>\s*")
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
EARLIEST = date(1950, 1, 1)
LONGEST = {"name": 200, "email": 254, "staff number": 40}
DAYS_AHEAD = 366


@dataclass(frozen=True, slots=True)
class Known:
    """What an organisation has already, and what holds where a row leaves a cell empty.

    Ids stand by name; ``whole_sites`` are the sites where somebody without a team may be placed,
    None where that is so at all of them; ``team_sites`` the site of each team that is of one.
    """

    jobs: Mapping[str, int]
    sites: Mapping[str, int]
    teams: Mapping[str, int]
    today: date
    job: int | None = None
    site: int | None = None
    start: date | None = None
    working: frozenset[str] = frozenset()
    invited: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    whole_sites: frozenset[int] | None = None
    team_sites: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One good row: whom to invite, and where they work from which day."""

    row: int
    name: str
    email: str
    role_id: int
    site_id: int
    team_id: int | None
    staff_number: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, and what to do about it."""

    row: int
    column: str
    value: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list comes to; ``already`` are (row, address) of people who are there or invited."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    already: tuple[tuple[int, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Test whether the list had no rows at all."""
        return not (self.entries or self.problems or self.already)


@dataclass(slots=True)
class Row:
    """One row being read: its cells by column, and the problems found so far."""

    number: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return the cell, empty where there is none."""
        return self.cells.get(column, "")

    def refuse(self, column: str, remedy: str) -> None:
        """Note what is wrong with the cell of ``column``."""
        self.problems.append(Problem(self.number, column, self.text(column)[:80], remedy))


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark, or else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def is_text(text: str) -> bool:
    """Test whether ``text`` was typed, and is not the bytes of a picture, a PDF or a program."""
    head = text[:HEAD]
    odd = sum(one == "\ufffd" or category(one) in ODD for one in head if one not in "\t\r\n")
    return not head.startswith("%PDF-") and odd <= max(3, len(head) // MOST_ODD)


def plan(text: str, known: Known) -> Plan:
    """Return what the list ``text`` comes to, row by row; nothing is written."""
    rows = list(islice(rows_of(text), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        remedy = f"Take at most {MOST_ROWS} rows at a time"
        return Plan(problems=(Problem(rows[-1].number, "", "", remedy),))
    entries: list[Entry] = []
    problems: list[Problem] = []
    already: list[tuple[int, str]] = []
    emails: dict[str, Row] = {}
    numbers: dict[str, Row] = {}
    for row in rows:
        email = row.text("email").lower()
        if email in known.working or email in known.invited:
            already.append((row.number, email))
            continue
        refuse_twice(row, emails, numbers)
        entry = entry_of(row, known)
        problems += row.problems
        if entry is not None and not row.problems:
            entries.append(entry)
    return Plan(tuple(entries), tuple(problems), tuple(already))


def rows_of(text: str) -> Iterator[Row]:
    """Return the rows that hold anything, each with its number from 1 and cells by column."""
    lines = without_hidden(text).splitlines()
    filled = next((line for line in lines if line.strip()), "")
    mark = max(("\t", ";", ","), key=filled.count)
    columns: Sequence[str] | None = None
    try:
        for number, raw in enumerate(csv.reader(lines, delimiter=mark), start=1):
            cells = [" ".join(cell.split()) for cell in raw]
            if not any(cells):
                continue
            if columns is None:
                columns = header_of(cells)
                if columns is not None:
                    continue
                columns = COLUMNS
            yield row_of(number, cells, columns)
    except csv.Error:
        broken = Row(len(lines), {})
        broken.refuse("", "Save the list as a plain CSV file and try again")
        yield broken


def header_of(cells: Sequence[str]) -> list[str] | None:
    """Return the columns that a first row names, or None where it is a person already."""
    named = [ALSO_CALLED.get(cell.lower(), cell.lower()) for cell in cells]
    return named if "email" in named else None


def row_of(number: int, cells: Sequence[str], columns: Sequence[str]) -> Row:
    """Return one row; without a header "Name <address>" and address before name are read too."""
    if len(cells) == 1 and (match := NAME_AND_ADDRESS.fullmatch(cells[0])):
        return Row(number, match.groupdict())
    if columns is COLUMNS and "@" in cells[0] and "@" not in "".join(cells[1:2]):
        columns = ("email", "name", *COLUMNS[2:])
    row = Row(number, dict(zip(columns, cells, strict=False)))
    if any(cells[len(columns) :]):
        row.refuse("", f"This row has more cells than the {len(columns)} columns")
    return row


def refuse_twice(row: Row, emails: dict[str, Row], numbers: dict[str, Row]) -> None:
    """Refuse an address or staff number that an earlier row has; two people may share an address.

    By another name it is another person, who is not to be removed.
    """
    for column, seen in (("email", emails), ("staff number", numbers)):
        value = row.text(column).lower()
        first = seen.setdefault(value, row) if value else row
        if first is row:
            continue
        is_same = fold(first.text("name")) == fold(row.text("name"))
        remedy = "Remove one of them" if is_same else f"Give each person their own {column}"
        row.refuse(column, f"Row {first.number} has the same {column}. {remedy}")


def entry_of(row: Row, known: Known) -> Entry | None:
    """Return the row as an entry, noting everything that is wrong with it."""
    check_texts(row, known)
    role = place_of(row, "job", known.jobs, known.job)
    site = place_of(row, "site", known.sites, known.site)
    team = place_of(row, "team", known.teams, None) if row.text("team") else None
    outside = known.whole_sites is not None and site is not None and site not in known.whole_sites
    if outside and not row.text("team"):
        row.refuse("team", "Enter one of your teams")
    if site is not None and known.team_sites.get(team or 0, site) != site:
        row.refuse("team", "This team is at another site. Put the team or the site right")
    start = start_of(row, known)
    if role is None or site is None or start is None:
        return None
    return Entry(
        row=row.number,
        name=row.text("name"),
        email=row.text("email").lower(),
        role_id=role,
        site_id=site,
        team_id=team,
        staff_number=row.text("staff number"),
        starts_on=start,
    )


def check_texts(row: Row, known: Known) -> None:
    """Refuse a name, address or staff number that cannot stand."""
    if not row.text("name"):
        row.refuse("name", "Enter the person's name")
    if not row.text("email"):
        row.refuse("email", "Enter the person's email address")
    elif not ADDRESS.fullmatch(row.text("email")):
        row.refuse("email", "Enter an email address such as name@example.org")
    if row.text("staff number") in known.numbers - {""}:
        row.refuse("staff number", "Somebody else has this staff number. Enter another or none")
    for column, longest in LONGEST.items():
        if len(row.text(column)) > longest:
            row.refuse(column, f"Use {longest} characters or fewer")


def place_of(row: Row, column: str, known: Mapping[str, int], default: int | None) -> int | None:
    """Return the job, site or team of a cell, or what holds where the cell is empty."""
    value = row.text(column)
    by_name = {fold(name): pk for name, pk in known.items()}
    found = by_name.get(fold(value)) if value else default
    if found is None:
        names = ", ".join(sorted(known)[:8]) or "none yet"
        row.refuse(column, f"Enter one that you have set up ({names})")
    return found


def start_of(row: Row, known: Known) -> date | None:
    """Return the first day at work; a day that cannot be is refused."""
    value = row.text("start date")
    if not value:
        return known.start or known.today
    day = day_of(value)
    if day is None:
        row.refuse("start date", "Enter a real date such as 2026-09-01 or 1/9/2026")
    elif not EARLIEST <= day <= known.today + timedelta(days=DAYS_AHEAD):
        row.refuse("start date", "Enter a day after 1950 and at most a year ahead")
        return None
    return day


def day_of(value: str) -> date | None:
    """Return the day that somebody typed, day before month; None where it is none."""
    for form in DAYS:
        try:
            return datetime.strptime(value, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
