"""The parts of a pack that are about people: where each stands on the day, and who is excused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import User
from courses.accounts.queries import members_by_id, people_in
from courses.certification.printed import in_words
from courses.common.scope import Scope
from courses.common.tables import Cell
from courses.compliance.assignments import Assignment
from courses.compliance.extensions import Extension
from courses.compliance.models import Exemption
from courses.compliance.queries import Rule, Standing
from courses.compliance.starting import Light
from courses.compliance.status import State
from courses.compliance.supervising import supervisions_by_membership
from courses.reporting.exports import WORDS, ended, person_cells, standing_cells
from courses.reporting.figures import NOT_ASKED, TO_DO, Figures, Sums, worst_first
from courses.reporting.inspection import Part
from courses.reporting.queries import Places, Row, all_rows, ids_of, person_of, places_in
from courses.reporting.starters import starters_in

STARTER_DAYS = 90
SUPERVISION = ("Supervised until", "Supervisor", "Reason")
LIGHTS = {
    Light.COMPLETE: "Complete for the first day",
    Light.SUPERVISED: "Supervised",
    Light.NOT_YET: "Not yet",
}
PERSON = ("Name", "Staff number", "Job", "Site", "Team")


@dataclass(frozen=True, slots=True)
class Here:
    """The people of a pack on its day, as read once for every part."""

    scope: Scope
    rules: Sequence[Rule]
    courses: Mapping[int, str]
    places: Places
    rows: Sequence[Row]
    figures: Figures


def here_in(scope: Scope, *, rules: Sequence[Rule]) -> Here:
    """Return everybody of ``scope`` with every standing; five queries for each batch, and two."""
    titles = {rule.course_id: rule.title for rule in rules}
    courses = dict(sorted(titles.items(), key=lambda one: (one[1], one[0])))
    rows = list(all_rows(ids_of(people_in(scope)), scope=scope, rules=rules))
    figures = Figures()
    for row in rows:
        figures.add(person_of(row, on=scope.on))
    return Here(scope, rules, courses, places_in(scope), rows, figures)


def people_parts(here: Here) -> list[Part]:
    """Return the parts about people, in the order of the pack."""
    return [
        summary(here),
        matrix(here),
        everyone(here),
        starters(here),
        safe_to_start(here),
        exemptions(here),
        extensions(here),
        by_a_day(here),
    ]


def summary(here: Here) -> Part:
    """Return how many are up to date: all, by site, team and job, the lowest share first."""
    names = (
        ("Site", 0, {pk: name for pk, (_slug, name) in here.places.sites.items()}),
        ("Team", 2, here.places.teams),
        ("Job", 1, {pk: name for pk, (_slug, name) in here.places.roles.items()}),
    )
    rows = [line("Everybody", "", here.figures.all)]
    for kind, by, named in names:
        groups = here.figures.grouped(by=by)
        for key, _share in worst_first({key: sums.up_to_date for key, sums in groups.items()}):
            rows.append(line(kind, named[key], groups[key]))
    return Part(
        "summary",
        "Summary by site, team and job",
        "Up to date: holds every course asked of them on the day.",
        ("By", "Group", "Asked", "Up to date", "Per cent", "Overdue", "Due soon"),
        tuple(rows),
        fixed=2,
    )


def line(kind: str, name: str, counts: Sums) -> tuple[Cell, ...]:
    """Return one group of the summary."""
    share = counts.up_to_date
    return (
        *(kind, name, share.whole, share.part),
        f"{share.percent}%" if share.whole else "",
        *(counts.overdue, counts.due_soon),
    )


def matrix(here: Here) -> Part:
    """Return people by courses, each cell in the lead's words."""
    return Part(
        "matrix",
        "Who holds which course",
        "People and required courses on the day.",
        (*PERSON, *here.courses.values()),
        tuple(
            (
                *who(row, here.places),
                *(said(row.standings.get(course)) for course in here.courses),
            )
            for row in here.rows
        ),
        fixed=len(PERSON),
    )


def who(row: Row, places: Places) -> list[Cell]:
    """Return who a person is and where they work; an e-mail address is nothing to inspect."""
    name, number, _email, *place = person_cells(row, places)
    return [name, number, *place]


def said(standing: Standing | None) -> str:
    """Return the lead's word for a standing with its day."""
    if standing is None:
        return WORDS[State.NOT_REQUIRED]
    finding = standing.finding
    if finding.until is None:
        return ended(finding.state)
    if finding.state is State.OVERDUE:
        return f"Overdue since {in_words(finding.until + timedelta(days=1))}"
    return f"{WORDS[finding.state]} {in_words(finding.until)}"


def everyone(here: Here) -> Part:
    """Return a row for each person and course asked of them: completed when, held until when."""
    rows = [
        (*who(row, here.places), title, *standing_cells(standing))
        for row in here.rows
        for course, title in here.courses.items()
        if (standing := row.standings.get(course)) is not None
        and standing.finding.state is not State.NOT_REQUIRED
    ]
    return Part(
        "people",
        "Everyone, course by course",
        "Status day: the last day that the status rests on. Training outside the platform has no"
        " version.",
        (*PERSON, "Course", "Status", "Status day", "Completed on", "Version"),
        tuple(rows),
        fixed=1,
    )


def starters(here: Here) -> Part:
    """Return who began in the last 90 days, and each course against the first day."""
    begun = first_days(here.scope)
    since = here.scope.on - timedelta(days=STARTER_DAYS)
    rows = [
        (
            *who(row, here.places),
            first,
            title,
            against(standing, first),
            said(standing),
        )
        for row in here.rows
        if (first := begun.get(row.membership.pk)) is not None and first >= since
        for course, title in here.courses.items()
        if (standing := row.standings.get(course)) is not None
        and standing.finding.state not in NOT_ASKED
    ]
    return Part(
        "starters",
        "Starters against their start date",
        f"Everybody whose first day lies in the {STARTER_DAYS} days up to the day of the pack."
        " This shows training only: it is not a DBS or recruitment check.",
        (*PERSON, "First day", "Course", "Completed", "Status"),
        tuple(sorted(rows, key=lambda row: (str(row[5]), str(row[0])), reverse=True)),
        fixed=1,
    )


def safe_to_start(here: Here) -> Part:
    """Return who of the starters may work unsupervised, and who looks after the others."""
    found = starters_in(here.scope, rules=here.rules)
    people = members_by_id([one.membership_id for one in found])
    watched = supervisions_by_membership(
        [one.membership_id for one in found], on=here.scope.on, known_at=here.scope.known_at
    )
    rows = []
    for one in found:
        supervision = watched.get(one.membership_id) if one.supervised_until else None
        rows.append(
            (
                *(people[one.membership_id].user.name, one.started_on, LIGHTS[one.light]),
                ", ".join(here.courses[course] for course in one.missing),
                *(one.supervised_until, supervision.supervisor.user.name if supervision else ""),
                supervision.reason if supervision else "",
            )
        )
    return Part(
        "safe-to-start",
        "Starters and supervision",
        "Who is asked for training by the first day, whether it is complete, and who supervises"
        " until it is. Training only: not a DBS or recruitment check.",
        (*("Name", "First day", "Training", "Courses to finish"), *SUPERVISION),
        tuple(rows),
    )


def first_days(scope: Scope) -> dict[int, date]:
    """Return the first day of each membership of the organisation, as known; one query."""
    periods = MembershipPeriod.objects.known(scope.known_at)
    rows = periods.filter(organisation=scope.organisation_id, valid_from__lte=scope.on)
    return dict(rows.values_list("membership").annotate(first=Min("valid_from")))


def against(standing: Standing, first: date) -> str:
    """Return when a starter completed a course, seen from the first day."""
    if standing.last is None:
        return "Not yet"
    days = (standing.last.completed_on - first).days
    if days <= 0:
        return "On or before the first day"
    late = "" if standing.finding.state not in TO_DO else ", held no longer"
    return f"{days} day{'' if days == 1 else 's'} after{late}"


def exemptions(here: Here) -> Part:
    """Return who was excused on the day, from what, why and until when."""
    found = Exemption.objects.known(here.scope.known_at).on(here.scope.on)
    found = found.filter(organisation=here.scope.organisation_id)
    return Part(
        "exemptions",
        "Exemptions and their reasons",
        "Everybody excused from a course on the day.",
        ("Name", "Course", "Reason", "From", "Until", "Recorded by"),
        allowed(here, list(found.order_by("valid_until", "pk"))),
    )


def extensions(here: Here) -> Part:
    """Return who had a later due day on the day, for what, why and until when."""
    found = Extension.objects.known(here.scope.known_at).on(here.scope.on)
    found = found.filter(organisation=here.scope.organisation_id, due_on__gte=here.scope.on)
    return Part(
        "later-due-days",
        "Later due days and their reasons",
        "Everybody given more time for a course than its rule says, where that holds on the day.",
        ("Name", "Course", "Reason", "Given on", "Due", "Recorded by"),
        allowed(here, list(found.order_by("due_on", "pk"))),
    )


def by_a_day(here: Here) -> Part:
    """Return who had a course to complete by a day of their own, done or not, on the day."""
    found = Assignment.objects.known(here.scope.known_at).on(here.scope.on)
    found = found.filter(organisation=here.scope.organisation_id)
    return Part(
        "by-a-day",
        "Courses given by a day",
        "Everybody whom a training lead gave a course to complete once by a day of their own.",
        ("Name", "Course", "Given on", "Due", "Recorded by"),
        allowed(here, list(found.order_by("due_on", "pk"))),
    )


def allowed(
    here: Here, rows: Sequence[Exemption | Extension | Assignment]
) -> tuple[tuple[Cell, ...], ...]:
    """Return these rows of people and rules that the pack names; one query."""
    rules = {rule.identifier: rule.title for rule in here.rules}
    named = {row.membership.pk: row.membership.user.name for row in here.rows}
    leads = User.objects.in_bulk({row.recorded_by_id for row in rows if row.recorded_by_id})
    return tuple(
        (
            *(named[row.membership_id], rules[row.rule]),
            *(() if isinstance(row, Assignment) else (row.reason,)),
            row.valid_from,
            row.valid_until if isinstance(row, Exemption) else row.due_on,
            leads[row.recorded_by_id].name if row.recorded_by_id in leads else "",
        )
        for row in rows
        if row.membership_id in named and row.rule in rules
    )
