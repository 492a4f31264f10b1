"""The learner's list: every course a rule names or the learner began, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.models import Organisation, Site, User
from courses.accounts.queries import memberships_of
from courses.catalogue.models import Course
from courses.catalogue.queries import courses_by_id, titles_of
from courses.compliance.queries import standings_of
from courses.compliance.status import Finding, State
from courses.compliance.urgency import URGENCY, most_urgent
from courses.learning.models import Enrolment
from courses.learning.openings import not_open_among
from courses.learning.progress import LessonState, may_take_quiz, minutes_left
from courses.learning.queries import enrolments_of, lesson_states_of
from courses.web.learner.going_on import next_words, resume_url
from courses.web.lesson_page import reader_at
from courses.web.presenters import Status, day_from_here, learner_status, progress_status

TO_DO = (State.OVERDUE, State.DUE_SOON, State.DUE, State.RENEWAL_OPEN)


@dataclass(frozen=True, slots=True)
class Entry:
    """One course under one organisation, with the learner's standing and enrolment, if any.

    ``opens_on``: the day from which it may be begun, where that is to come.
    """

    organisation: Organisation
    course: Course
    title: str
    finding: Finding | None = None
    enrolment: Enrolment | None = None
    lessons: Sequence[LessonState] = field(default_factory=list)
    opens_on: date | None = None

    @property
    def is_complete(self) -> bool:
        """Test whether the course was met under the open enrolment."""
        return bool(self.enrolment and self.enrolment.is_complete)  # type: ignore[attr-defined]

    @property
    def state(self) -> State | None:
        """Return the standing where some rule gives one, else None."""
        if self.finding is None or self.finding.state is State.NOT_REQUIRED:
            return None
        return self.finding.state

    @property
    def is_open(self) -> bool:
        """Test whether there is something to do."""
        return self.state in TO_DO or (self.state is None and not self.is_complete)

    @property
    def is_excused(self) -> bool:
        """Test whether the learner is excused from the course for now."""
        return self.state is State.EXEMPT

    @property
    def must_begin(self) -> bool:
        """Test whether an enrolment has to be opened first: none yet, or it is taken again."""
        return self.enrolment is None or (self.is_complete and self.is_open)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as the page shows it; ``begin_url`` is the address to post to, or empty."""

    title: str
    organisation: str
    due: str
    why_url: str
    hint: str
    status: Status
    progress: Status | None
    url: str
    begin_url: str
    action: str
    completed: str = ""
    certificate_url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows under one heading."""

    heading: str
    rows: list[Row]


def entries_of(*, learner: User, on: date) -> list[Entry]:
    """Return every entry of the learner's list, the most urgent first."""
    memberships = memberships_of(user=learner, on=on)
    places = {membership.pk: membership.organisation for membership in memberships}
    findings = {
        (places[membership].pk, course): finding
        for (membership, course), finding in standings_of(memberships, on=on).items()
    }
    findings = by_the_course_to_take(findings)
    enrolments = {
        (e.organisation_id, e.course_id): e for e in enrolments_of(learner=learner, on=on)
    }
    lessons = lesson_states_of(list(enrolments.values()))
    states = {key: lessons[enrolment.pk] for key, enrolment in enrolments.items()}
    required = {key for key, found in findings.items() if found.state is not State.NOT_REQUIRED}
    keys = sorted(required | set(enrolments))
    opening = not_open_among(keys, enrolments, on=on)
    courses = courses_by_id({course for _organisation, course in keys})
    titles = titles_of(list(courses.values()))
    organisations = {organisation.pk: organisation for organisation in places.values()}
    organisations |= {e.organisation_id: e.organisation for e in enrolments.values()}
    entries = [
        Entry(
            organisation=organisations[organisation],
            course=courses[course],
            title=enrolments[organisation, course].version.title
            if (organisation, course) in enrolments
            else titles[course],
            finding=findings.get((organisation, course)),
            enrolment=enrolments.get((organisation, course)),
            lessons=states.get((organisation, course), []),
            opens_on=opening.get((organisation, course)),
        )
        for organisation, course in keys
        if (organisation, course) in enrolments or course in titles
    ]
    return sorted(entries, key=urgency)


def by_the_course_to_take(
    findings: dict[tuple[int, int], Finding],
) -> dict[tuple[int, int], Finding]:
    """Return what is to do by the course to take: the shorter one where that renews it."""
    shorter = {one.refresher_id for one in findings.values() if one.refresher_id is not None}
    published = titles_of(list(courses_by_id(shorter).values())) if shorter else {}
    found: dict[tuple[int, int], Finding] = {}
    for (organisation, course), finding in findings.items():
        is_shorter = finding.state in TO_DO and finding.refresher_id in published
        key = organisation, (finding.refresher_id or course) if is_shorter else course
        found[key] = most_urgent([finding, *([found[key]] if key in found else [])])
    return found


def urgency(entry: Entry) -> tuple[int, date, str]:
    """Return the place of ``entry`` on the list."""
    place = URGENCY.index(entry.state) if entry.state else len(URGENCY)
    until = entry.finding.until if entry.finding and entry.finding.until else date.max
    return place, until, entry.title


def groups_of(entries: Sequence[Entry], *, on: date, site: Site | None = None) -> list[Group]:
    """Return the entries with something to do, grouped under headings in order of urgency."""
    headings = {
        State.OVERDUE: _("Overdue"),
        State.DUE_SOON: _("Due soon"),
        State.DUE: _("Due"),
        State.RENEWAL_OPEN: _("Ready to renew"),
        None: _("Courses you chose"),
    }
    ready = [one for one in entries if one.is_open and one.opens_on is None]
    groups = [
        Group(heading, [row_of(one, on=on, site=site) for one in ready if one.state is state])
        for state, heading in headings.items()
    ]
    return [group for group in groups if group.rows]


def row_of(entry: Entry, *, on: date, site: Site | None = None) -> Row:
    """Return ``entry`` as the page shows it on ``on`` to whoever works at ``site``."""
    due = entry.finding.until if entry.finding and entry.state in TO_DO else None
    status = learner_status(entry.finding) if entry.finding and entry.state else None
    progress = progress_status(
        completed=entry.is_complete, begun=any(lesson.opened for lesson in entry.lessons)
    )
    return Row(
        title=entry.title,
        organisation=entry.organisation.name,
        due=due_words(due, on=on) if due else "",
        why_url=why_url(entry),
        hint=what_is_left(entry),
        status=status or progress,
        progress=progress if status and entry.is_open and not entry.must_begin else None,
        url=url_of(entry),
        begin_url=reverse("learner:begin", args=[entry.organisation.slug, entry.course.slug])
        if entry.must_begin
        else "",
        action=action_of(entry, site=site),
    )


def has_due_day(entry: Entry, *, on: date) -> bool:
    """Test whether ``entry`` is to be done by a day that has not passed."""
    until = entry.finding.until if entry.finding else None
    is_ready = entry.is_open and entry.opens_on is None
    return is_ready and until is not None and until >= on


def due_words(due: date, *, on: date) -> str:
    """Return the due day with its weekday and how far off it is."""
    words = _("Was due %s") if due < on else _("Due %s")
    return words % day_from_here(due, on=on)


def why_url(entry: Entry) -> str:
    """Return where the learner reads why they have this course."""
    return reverse("learner:why", args=[entry.organisation.slug, entry.course.slug])


def what_is_left(entry: Entry) -> str:
    """Return what the learner still has to do, with the minutes it takes."""
    if not entry.is_open or entry.must_begin:
        return ""
    minutes = minutes_left(entry.lessons)
    if entry.course.kind == Course.Kind.READING:
        # A document has no quiz, and reading it is confirmed at the foot of its only lesson.
        return (
            ngettext(
                "About %d minute to read, then a short check to confirm it",
                "About %d minutes to read, then a short check to confirm it",
                minutes,
            )
            % minutes
        )
    if not minutes:
        return _("Lessons finished. Only the quiz is left.")
    left = [lesson for lesson in entry.lessons if not lesson.completed]
    return ngettext(
        "%(count)d lesson left, about %(minutes)d minutes, then the quiz",
        "%(count)d lessons left, about %(minutes)d minutes, then the quiz",
        len(left),
    ) % {"count": len(left), "minutes": minutes}


def url_of(entry: Entry) -> str:
    """Return where the learner goes on: the block they stopped at, the quiz, or the overview."""
    if entry.enrolment is None:
        return ""
    registration = entry.enrolment.registration
    begun = any(lesson.opened for lesson in entry.lessons)
    if entry.is_complete or not begun:
        return reverse("learner:overview", args=[registration])
    if may_take_quiz(entry.lessons):
        return reverse("learner:quiz", args=[registration])
    return resume_url(entry.enrolment, entry.lessons)


def action_of(entry: Entry, *, site: Site | None = None) -> str:
    """Return the words of the main button for ``entry``; ``site``: where the learner works."""
    if entry.must_begin:
        return _("Renew: %s") % entry.title if entry.enrolment else _("Start: %s") % entry.title
    if not any(lesson.opened for lesson in entry.lessons):
        return _("Start: %s") % entry.title
    is_there = site is not None and site.organisation_id == entry.organisation.pk
    reader = reader_at(entry.organisation, site if is_there else None)
    return _("Continue: %s") % next_words(entry.lessons, reader=reader)
