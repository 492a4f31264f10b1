"""Training records as one flat table for other systems: one row a person and course.

Names and order of the columns are fixed (docs/exports.md); new ones only follow at the end. A cell
is empty where nothing is known. Reasons of exemptions stay out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final
from uuid import UUID

from django.db.models import Min, Q

from courses.accounts.membership import MembershipPeriod
from courses.certification.models import Certificate
from courses.certification.printed import PrintedFacts
from courses.common.dates import day_ends, local_date
from courses.common.scope import Scope
from courses.common.tables import Cell
from courses.compliance.queries import Rule, Standing
from courses.compliance.starting import Light
from courses.compliance.status import State
from courses.compliance.supervising import supervisions_by_membership
from courses.learning.models import Completion, Enrolment
from courses.reporting.exports import place_cells
from courses.reporting.figures import HELD, TO_DO
from courses.reporting.queries import ROWS_A_BATCH, Places, Row
from courses.reporting.starters import starters_in

COLUMNS: Final = (
    *("staff_code", "given_name", "family_name", "email", "site", "team", "role", "start_date"),
    *("requirement", "course_id", "course_title", "course_version", "guidance_edition", "level"),
    *("mode", "hours", "provider", "status", "assigned_on", "due_on", "started_on"),
    *("completed_on", "valid_from", "valid_until", "certificate_code", "recorded_by"),
    *("exemption_until", "safe_to_start", "supervised_until", "supervisor"),
    *("as_at", "known_at", "filter"),
)
# The lead's words, without their day.
WORDS: Final = {
    State.NOT_REQUIRED: "Not required",
    State.EXEMPT: "Exempt",
    State.DUE: "Due",
    State.DUE_SOON: "Due soon",
    State.OVERDUE: "Overdue",
    State.IN_DATE: "In date",
    State.RENEWAL_OPEN: "Renewal open",
}
LIGHTS: Final = {Light.COMPLETE: "yes", Light.SUPERVISED: "supervised", Light.NOT_YET: "no"}
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the table is of: whom, which courses by id with title, and what stands on every row."""

    scope: Scope
    rules: Sequence[Rule]
    places: Places
    courses: Mapping[int, str]
    slugs: Mapping[int, str]
    filters: str


@dataclass(slots=True)
class Details:
    """What a batch of people is known for besides their standing, by (learner, course) or id."""

    done: dict[Key, Completion] = field(default_factory=dict)
    certificates: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    given: dict[Key, Enrolment] = field(default_factory=dict)
    began: dict[int, Cell] = field(default_factory=dict)
    starts: dict[int, tuple[Cell, Cell, Cell]] = field(default_factory=dict)


def records_table(rows: Iterable[Row], asked: Asked) -> Iterator[list[Cell]]:
    """Return the table, headings first; some hundred people at a time, four queries each."""
    yield list(COLUMNS)
    waiting = iter(rows)
    lights = lights_in(asked)
    while batch := list(islice(waiting, ROWS_A_BATCH)):
        details = details_of(batch, asked, lights)
        for row in batch:
            for course in asked.courses:
                yield record_of(row, course, asked, details)


def lights_in(asked: Asked) -> dict[int, tuple[Cell, Cell, Cell]]:
    """Return (safe to start, supervised until, supervisor) of each starter, by membership."""
    starters = starters_in(asked.scope, rules=asked.rules)
    held = [one.membership_id for one in starters if one.supervised_until]
    on, known_at = asked.scope.on, asked.scope.known_at
    named = supervisions_by_membership(held, on=on, known_at=known_at) if held else {}
    return {
        one.membership_id: (
            LIGHTS[one.light],
            one.supervised_until,
            named[one.membership_id].supervisor.user.name if one.membership_id in named else "",
        )
        for one in starters
    }


def details_of(
    batch: Sequence[Row], asked: Asked, lights: Mapping[int, tuple[Cell, Cell, Cell]]
) -> Details:
    """Return what this batch is known for; four queries."""
    learners = [row.membership.user_id for row in batch]
    found = Details(starts=dict(lights))
    here, on, known_at = asked.scope.organisation_id, asked.scope.on, asked.scope.known_at
    done = Completion.objects.known(known_at).filter(
        organisation=here, learner__in=learners, course__in=asked.courses, completed_on__lte=on
    )
    for one in done.select_related("version").order_by("completed_on", "pk"):
        found.done[one.learner_id, one.course_id] = one
    found.certificates = certificates_for(found.done.values(), asked.scope)
    given = Enrolment.objects.filter(
        organisation=here, learner__in=learners, course__in=asked.courses
    )
    for enrolment in given.order_by("enrolled_at", "pk"):
        if local_date(enrolment.enrolled_at) <= on:
            found.given[enrolment.learner_id, enrolment.course_id] = enrolment
    periods = MembershipPeriod.objects.known(known_at).filter(
        membership__in=[row.membership.pk for row in batch]
    )
    began = periods.order_by().values("membership").annotate(first=Min("valid_from"))
    found.began = dict(began.values_list("membership", "first"))
    return found


def certificates_for(done: Iterable[Completion], scope: Scope) -> dict[UUID, tuple[str, str]]:
    """Return (number, guidance taught) of the certificate that stood on the day; one query."""
    end = day_ends(scope.on)
    threads = [one.thread for one in done]
    stood = Certificate.objects.filter(completion_thread__in=threads, issued_at__lt=end).exclude(
        Q(revoked_at__lt=end) | Q(replaced_at__lt=end)
    )
    found = {}
    for one in stood.order_by("pk"):
        facts = PrintedFacts.from_json(one.printed)
        found[one.completion_thread] = (one.number, "; ".join(facts.editions))
    return found


def record_of(row: Row, course: int, asked: Asked, details: Details) -> list[Cell]:
    """Return one row of the table."""
    return [
        *person_cells(row, asked.places, details),
        *course_cells(row, course, asked, details),
        *details.starts.get(row.membership.pk, ("", None, "")),
        asked.scope.on,
        asked.scope.on if asked.scope.known_at else None,
        asked.filters,
    ]


def person_cells(row: Row, places: Places, details: Details) -> list[Cell]:
    """Return who a person is and where they work; the name is parted before its last word."""
    given, _blank, family = row.membership.user.name.rpartition(" ")
    role, site, team = place_cells(row.places, places=places)
    return [
        row.membership.staff_number,
        given,
        family,
        row.membership.user.email or "",
        *(site, team, role),
        details.began.get(row.membership.pk),
    ]


def course_cells(row: Row, course: int, asked: Asked, details: Details) -> list[Cell]:
    """Return what a person's standing in one course is and rests on."""
    standing = row.standings.get(course)
    key = row.membership.user_id, course
    done, given = details.done.get(key), details.given.get(key)
    state = standing.finding.state if standing else State.NOT_REQUIRED
    title = asked.courses[course]
    until = standing.finding.until if standing else None
    number, guidance = details.certificates.get(done.thread, ("", "")) if done else ("", "")
    return [
        title if state is not State.NOT_REQUIRED else "",
        asked.slugs[course],
        title,
        done.version.version if done and done.version else "",
        guidance,
        "",
        mode_of(done),
        hours_of(done),
        provider_of(done),
        WORDS[state],
        local_date(given.enrolled_at) if given else None,
        until if state in TO_DO else None,
        None,
        done.completed_on if done else None,
        done.completed_on if done else None,
        until if state in HELD else None,
        number,
        recorder_of(done),
        until if is_exempt(standing) else None,
    ]


def is_exempt(standing: Standing | None) -> bool:
    """Test whether somebody is excused."""
    return standing is not None and standing.finding.state is State.EXEMPT


def mode_of(done: Completion | None) -> str:
    """Return how a course was met."""
    if done is None:
        return ""
    if done.how in {Completion.How.RECORDED, Completion.How.ACCEPTED}:
        return "outside"
    return "room" if done.mode == Completion.Mode.ROOM else "online"


def hours_of(done: Completion | None) -> str:
    """Return the length in hours with two decimals, worked out in whole minutes."""
    if done is None:
        return ""
    hundredths = (done.minutes * 100 + 30) // 60
    return f"{hundredths // 100}.{hundredths % 100:02}"


def provider_of(done: Completion | None) -> str:
    """Return what shows training held elsewhere; our own courses need no other provider."""
    return done.evidence if done and done.version is None else ""


def recorder_of(done: Completion | None) -> str:
    """Return "organisation" for what was put on record by hand, "platform" for the rest."""
    if done is None:
        return ""
    return "organisation" if mode_of(done) == "outside" or done.evidence else "platform"
