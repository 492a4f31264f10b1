"""The files of the lead's lists: which columns, from which rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

from courses.common.tables import Cell
from courses.compliance.queries import Standing
from courses.compliance.status import State
from courses.reporting.figures import Place
from courses.reporting.queries import Places, Row

TITLES = {"people": "People", "matrix": "People and required courses"}
PEOPLE_HEADINGS = ("Name", "Staff number", "Email", "Job", "Site", "Team")
COURSE_HEADINGS = ("Course", "Status", "Status day", "Completed on", "Version")
PLACES_KEPT = 4_096  # while one file is made

# The lead's word for each state, its day in a column of its own.
WORDS = {
    State.NOT_REQUIRED: "Not required",
    State.EXEMPT: "Exempt until",
    State.DUE: "Due",
    State.DUE_SOON: "Due soon",
    State.OVERDUE: "Overdue, was due",
    State.IN_DATE: "In date until",
    State.RENEWAL_OPEN: "Renewal open, in date until",
}


def preface(
    *, title: str, filters: Sequence[str], on: date, people: int, counts: str = "People"
) -> list[list[Cell]]:
    """Return the first rows of a file: what it shows, of which day, and how many ``counts``."""
    return [
        [title],
        ["As at", on],
        ["Filters", "; ".join(filters) or "None"],
        [counts, people],
        [],
    ]


def people_table(
    rows: Iterable[Row], *, places: Places, courses: Mapping[int, str]
) -> Iterator[list[Cell]]:
    """Return the list of people, one row a person and course, headings first."""
    yield [*PEOPLE_HEADINGS, *COURSE_HEADINGS]
    there = lru_cache(maxsize=PLACES_KEPT)(partial(place_cells, places=places))
    for row in rows:
        person = [*own_cells(row), *there(row.places)]
        for course, title in courses.items():
            yield [*person, title, *standing_cells(row.standings.get(course))]
        if not courses:
            yield [*person, "", *standing_cells(None)]


def matrix_table(
    rows: Iterable[Row], *, places: Places, courses: Mapping[int, str]
) -> Iterator[list[Cell]]:
    """Return the matrix, one row a person, three columns a course, headings first."""
    yield [
        *PEOPLE_HEADINGS,
        *(title + part for title in courses.values() for part in ("", ": day", ": version")),
    ]
    for row in rows:
        cells = person_cells(row, places)
        for course in courses:
            word, day, _completed_on, version = standing_cells(row.standings.get(course))
            cells += [word, day, version]
        yield cells


def person_cells(row: Row, places: Places) -> list[Cell]:
    """Return who a person is and where they work."""
    return [*own_cells(row), *place_cells(row.places, places=places)]


def own_cells(row: Row) -> list[Cell]:
    """Return who a person is."""
    membership = row.membership
    return [membership.user.name, membership.staff_number, membership.user.email or ""]


def place_cells(where: Sequence[Place], *, places: Places) -> list[str]:
    """Return the names of jobs, sites and teams; thousands of people share a few hundred."""
    return [
        joined(places.roles[role][1] for _site, role, _team in where),
        joined(places.sites[site][1] for site, _role, _team in where),
        joined(places.teams[team] for *_, team in where if team),
    ]


def standing_cells(standing: Standing | None) -> list[Cell]:
    """Return word, day, day of the last completion and its version."""
    if standing is None:
        return [WORDS[State.NOT_REQUIRED], None, None, ""]
    last = standing.last
    return [
        WORDS[standing.finding.state] if standing.finding.until else ended(standing.finding.state),
        standing.finding.until,
        last.completed_on if last else None,
        ".".join(map(str, last.version)) if last and last.version else "",
    ]


def ended(state: State) -> str:
    """Return the word of a state without a day."""
    return "In date" if state is State.IN_DATE else WORDS[state]


def joined(names: Iterable[str]) -> str:
    """Return ``names`` in a row, each once."""
    return ", ".join(dict.fromkeys(names))
