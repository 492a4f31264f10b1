"""The people of a list as its pages and files show them: words, places and statuses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from courses.accounts.models import Organisation
from courses.common.scope import Scope
from courses.compliance.queries import Standing
from courses.compliance.ranks import rank_of_finding
from courses.compliance.status import Finding, State
from courses.reporting.exports import place_cells
from courses.reporting.figures import NOT_STARTED, RANKS, TO_DO, UP_TO_DATE
from courses.reporting.queries import Places, Row
from courses.web.presenters import Status, lead_status, progress_status

NOTHING = Standing(Finding(State.NOT_REQUIRED, until=None, reasons=("no-rule-applies",)))


TODAY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's standing in one course: its status, and how far they are where it is to do."""

    course: str
    status: Status
    progress: Status | None
    completed_on: date | None
    version: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One person as a list shows them; ``cells`` in the order of its courses."""

    name: str
    staff_number: str
    role: str
    site: str
    team: str
    url: str
    cells: list[Cell]
    chosen: Cell


def people_of(
    rows: Iterable[Row],
    *,
    organisation: Organisation,
    scope: Scope,
    places: Places,
    courses: Mapping[int, str],
    status: str = "",
    day: Mapping[str, str] = TODAY,
    status_of: Callable[[Finding], Status] = lead_status,
) -> list[Person]:
    """Return ``rows`` as people; ``chosen`` is the standing that the list is about.

    That is the most urgent of those that ``status`` asks for, else the most urgent of all. ``day``
    is what the address of a person's page adds, so that it looks at the same day; ``status_of``
    has the words of a standing.
    """
    query = f"?{urlencode(day)}" if day else ""
    people = []
    for row in rows:
        url = reverse("lead:person", args=[organisation.slug, row.membership.pk]) + query
        cells = {
            course: cell_of(row.standings.get(course, NOTHING), course, title, url, status_of)
            for course, title in courses.items()
        }
        role, site, team = place_cells(row.places, places=places)
        chosen = chosen_course(row.standings, courses, status, scope.on)
        people.append(
            Person(
                name=row.membership.user.name,
                staff_number=row.membership.staff_number,
                role=role,
                site=site,
                team=team,
                url=url,
                cells=list(cells.values()),
                chosen=cells[chosen]
                if chosen in cells
                else cell_of(NOTHING, 0, "", url, status_of),
            )
        )
    return people


def chosen_course(
    standings: Mapping[int, Standing], courses: Mapping[int, str], status: str, on: date
) -> int | None:
    """Return the course whose standing the list is about, or None where there is none."""
    ranked = {
        course: rank_of_finding(standing.finding, on=on)
        for course, standing in standings.items()
        if course in courses
    }
    asked = [course for course in ranked if meets(status, ranked[course], standings[course])]
    return min(asked or ranked, key=lambda course: (ranked[course], courses[course]), default=None)


def meets(status: str, rank: int, standing: Standing) -> bool:
    """Test whether one standing is what ``status`` asks for."""
    if not status or status == UP_TO_DATE:
        return True
    begun = status == NOT_STARTED and standing.has_begun
    return rank in RANKS[status] and not begun


def cell_of(
    standing: Standing,
    course: int,
    title: str,
    url: str,
    status_of: Callable[[Finding], Status] = lead_status,
) -> Cell:
    """Return one standing as a cell; its address leads to the reason."""
    to_do = standing.finding.state in TO_DO
    last = standing.last
    return Cell(
        course=title,
        status=status_of(standing.finding),
        progress=progress_status(completed=False, begun=standing.has_begun) if to_do else None,
        completed_on=last.completed_on if last else None,
        version=".".join(map(str, last.version)) if last and last.version else "",
        url=f"{url}#course-{course}" if course else url,
    )
