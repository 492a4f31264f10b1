"""Pure comparing of a staff file with the people an organisation has: what each row comes to."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from courses.accounts.staff_columns import EMAIL, END, JOB, NAME, NUMBER, SITE, START, TAGS, TEAM
from courses.accounts.staff_list import ADDRESS, LONGEST
from courses.accounts.staff_roster import Kind, Person, Planned, Reading, Roster
from courses.common.names import fold

PLACES = (JOB, SITE, TEAM)
ON_OWN_PAGE = "This person has access beyond learning. Change it on their own page"
SAME_PERSON = "Row {row} is the same person. Remove one of them"
TWO_PEOPLE = (
    "Row {row} has this address too, with another staff number. Give each person an address of"
    " their own, or leave it empty"
)
SHARED = (
    "This account belongs to another organisation too, so only its owner can change it. Enter {old}"
)


def plan_file(
    rows: Iterable[tuple[int, Mapping[str, str]]], roster: Roster, *, everybody: bool
) -> Iterator[Planned]:
    """Return what each row comes to, then whoever is missing, where the file names ``everybody``.

    Whoever has access beyond learning, or begins later, is never taken for somebody who left.
    """
    seen: dict[str, tuple[int, str]] = {}
    met: set[int] = set()
    for number, cells in rows:
        reading = Reading(number, cells, roster)
        person = person_of(reading)
        refuse_twice(reading, person, seen)
        check(reading)
        if person is not None:
            met.add(person.membership)
        yield existing(reading, person) if person else new(reading)
    if everybody:
        yield from leaver_rows(roster, met)


def leaver_rows(roster: Roster, met: set[int]) -> Iterator[Planned]:
    """Return whoever works here today and is not among ``met``."""
    for person in roster.people:
        working = [post for post in person.posts if post.starts <= roster.today]
        if working and person.membership not in met and not person.has_access:
            if all(post.ends == roster.today for post in working):
                continue
            yield leaving(None, person, roster.today)


def leaving(row: int | None, person: Person, day: date) -> Planned:
    """Return that ``person`` leaves after ``day``."""
    before = max((post.ends.isoformat() for post in person.posts if post.ends), default="")
    return Planned(
        row,
        Kind.LEAVER,
        person.name,
        membership=person.membership,
        changes=((END, before, day.isoformat()),),
        write={END: day, "periods": [post.period for post in person.posts]},
    )


def person_of(reading: Reading) -> Person | None:
    """Return whom a row is about: by staff number first, then by address."""
    numbered = reading.roster.by_number.get(reading.text(NUMBER).lower())
    addressed = reading.roster.by_email.get(reading.email)
    if numbered and addressed and numbered.membership != addressed.membership:
        remedy = (
            f"The staff number is that of {numbered.name}, the address that of"
            f" {addressed.name}. Put one of them right"
        )
        reading.refuse(NUMBER, remedy)
    elif numbered and not addressed and is_somebody_else(reading, numbered):
        remedy = (
            f"This is the staff number of {numbered.name}. Put the number right, or change name"
            " and address on their own page first"
        )
        reading.refuse(NUMBER, remedy)
    return numbered or addressed


def is_somebody_else(reading: Reading, person: Person) -> bool:
    """Test whether no word of the name, nor the address, is that of whoever has the number."""
    words = set(fold(reading.text(NAME)).split())
    has_address = bool(reading.email) and bool(person.email)
    return has_address and words.isdisjoint(fold(person.name).split())


def refuse_twice(reading: Reading, person: Person | None, seen: dict[str, tuple[int, str]]) -> None:
    """Refuse a person, an address or a number that an earlier row has.

    ``seen``: the row that had it first, and the staff number there.
    """
    number = reading.text(NUMBER).lower()
    email = reading.email if ADDRESS.fullmatch(reading.email) else ""
    keys = [(EMAIL, email), (NUMBER, number)]
    keys = [(name, f"{name}:{value}") for name, value in keys if value]
    if person is not None:
        keys.append((NAME, f"person:{person.membership}"))
    for name, key in keys:
        first, numbered = seen.setdefault(key, (reading.row, number))
        if first != reading.row:
            is_other = name == EMAIL and number and numbered and number != numbered
            reading.refuse(name, (TWO_PEOPLE if is_other else SAME_PERSON).format(row=first))
            return


def check(reading: Reading) -> None:
    """Refuse texts that cannot stand, whoever the row is about."""
    if not reading.text(NAME):
        reading.refuse(NAME, "Enter the person's name")
    if not reading.email and not reading.text(NUMBER):
        reading.refuse(EMAIL, "Enter an email address, or a staff number")
    elif reading.email and not ADDRESS.fullmatch(reading.email):
        reading.refuse(EMAIL, "Enter an email address such as name@example.org")
    for name, longest in LONGEST.items():
        if len(reading.text(name)) > longest:
            reading.refuse(name, f"Use {longest} characters or fewer")


def new(reading: Reading, back: Person | None = None) -> Planned:
    """Return somebody who joins, or comes ``back``; an account of others gets an offer."""
    roster = reading.roster
    if reading.email in roster.invited and back is None and not reading.problems:
        return reading.planned(Kind.UNCHANGED)
    write: dict[str, object] = {NAME: reading.text(NAME), EMAIL: reading.email or None}
    for kind in PLACES:
        write[kind] = reading.place(kind)
    for kind in (JOB, SITE):
        write[kind] = write[kind] or (None if reading.text(kind) else roster.only(kind))
        if write[kind] is None and not reading.text(kind):
            names = ", ".join(sorted(roster.names[kind].values())[:8]) or "none yet"
            reading.refuse(kind, f"Enter a {kind} that you have set up ({names})")
    reading.refuse_apart(write[TEAM], write[SITE])
    starts, ends = reading.day(START) or roster.today, reading.day(END)
    if back is not None and back.left_on is not None and starts <= back.left_on:
        last = back.left_on.isoformat()
        reading.refuse(START, f"This person worked here until {last}. Enter a later start date")
    if ends is not None and ends < starts:
        reading.refuse(END, "Enter a last day on or after the start date")
    write |= {
        NUMBER: reading.text(NUMBER) or (back.number if back else ""),
        START: starts,
        END: ends,
    }
    if tags := reading.tags():
        write[TAGS] = tags
    offers = back.shared if back else reading.email in roster.elsewhere
    kind = Kind.INVITE if offers else Kind.ADD
    changes = ((TAGS, "", words_of(tags, reading)),) if tags else ()
    there = back.membership if back else None
    return reading.planned(kind, membership=there, changes=changes, write=write)


def existing(reading: Reading, person: Person) -> Planned:
    """Return what a row says about ``person``, whom the organisation knows."""
    if not person.posts:
        return new(reading, back=person)
    last_day = reading.day(END)
    if last_day is not None and {post.ends for post in person.posts} != {last_day}:
        return ended(reading, person, last_day)
    changes, write = details(reading, person)
    moved, written = places(reading, person)
    changes += moved
    tagged = reading.tags()
    if tagged is not None and person.tags.symmetric_difference(tagged):
        changes.append((TAGS, words_of(person.tags, reading), words_of(tagged, reading)))
        written[TAGS] = tagged
    kind = Kind.CHANGE if changes else Kind.UNCHANGED
    return reading.planned(
        kind,
        membership=person.membership,
        changes=tuple(changes),
        write=(write | written) if changes else {},
    )


def words_of(tags: Iterable[int], reading: Reading) -> str:
    """Return tags by name."""
    return "; ".join(sorted(reading.roster.names[TAGS][pk] for pk in tags))


def ended(reading: Reading, person: Person, last_day: date) -> Planned:
    """Return that ``person`` leaves as the row says; nothing else of the row is taken."""
    if person.has_access:
        reading.refuse(END, ON_OWN_PAGE)
    if last_day < min(post.starts for post in person.posts):
        reading.refuse(END, "Enter a last day on or after the day the person began")
    if reading.problems:
        return reading.planned(Kind.ERROR)
    return leaving(reading.row, person, last_day)


def details(
    reading: Reading, person: Person
) -> tuple[list[tuple[str, str, str]], dict[str, object]]:
    """Return how name, address and number differ, and what to write."""
    olds = {NAME: person.name, EMAIL: person.email, NUMBER: person.number}
    news = {NAME: reading.text(NAME), EMAIL: reading.email, NUMBER: reading.text(NUMBER)}
    changes = [(name, old, news[name]) for name, old in olds.items() if news[name] not in {"", old}]
    for name, old, _new in changes:
        if name != NUMBER and person.shared:
            reading.refuse(name, SHARED.format(old=old))
        elif name == EMAIL and person.has_access:
            reading.refuse(EMAIL, ON_OWN_PAGE)
        elif name == EMAIL and reading.email in reading.roster.elsewhere:
            reading.refuse(EMAIL, "Somebody else signs in with this address. Enter another")
    return changes, {name: new_value for name, _old, new_value in changes}


def places(
    reading: Reading, person: Person
) -> tuple[list[tuple[str, str, str]], dict[str, object]]:
    """Return how job, site and team differ, and which period to write them to."""
    asked = {kind: found for kind in PLACES if (found := reading.place(kind)) is not None}
    begins = reading.day(START)
    fits = [post for post in person.posts if asked.items() <= post.places.items()]
    post = (fits or person.posts)[0]
    if not fits and len(person.posts) > 1:
        reading.refuse(JOB, "This person holds several jobs. Change them on their own page")
    if SITE in asked and asked[SITE] != post.places[SITE]:
        asked.setdefault(TEAM, 0)
    names = reading.roster.names
    changes = [
        (kind, names[kind].get(post.places[kind] or 0, ""), names[kind].get(pk, ""))
        for kind, pk in asked.items()
        if pk != (post.places[kind] or 0)
    ]
    write: dict[str, object] = {kind: asked.get(kind, post.places[kind]) or None for kind in PLACES}
    if changes:
        reading.refuse_apart(asked.get(TEAM), write[SITE])
    if begins and post.starts > reading.roster.today and begins != post.starts:
        changes.append((START, post.starts.isoformat(), begins.isoformat()))
        write[START] = begins
    return changes, ({**write, "period": post.period} if changes else {})
