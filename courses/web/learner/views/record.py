"""Everything the learner ever did here, in every organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from courses.accounts.models import User
from courses.assessment.models import Attempt
from courses.assessment.queries import attempts_by_learner
from courses.catalogue.queries import titles_of
from courses.certification.printed import duration
from courses.certification.queries import Shown, certificates_of, shown
from courses.common.dates import local_date
from courses.common.tables import Cell, csv_file
from courses.learning.change_queries import changes_read
from courses.learning.changes import ChangeRead
from courses.learning.corridor_queries import checks_by
from courses.learning.models import Completion
from courses.learning.queries import completions_of
from courses.learning.update_queries import learnt_elsewhere
from courses.learning.updates import Presence
from courses.web.learner.brought_rows import brought_rows, uncounted_cells
from courses.web.learner.gate import MemberRequest, learners
from courses.web.presenters import Status, certificate_status

FORMAT = "training-record"
COLUMNS = (
    "Course",
    "Version",
    "Organisation",
    "Completed on",
    "Minutes",
    "Mode",
    "Evidence",
    "Certificate number",
    "Certificate state",
    "Valid until",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One completed course with its certificate, where one was issued."""

    title: str
    completion: Completion
    certificate: Shown | None
    status: Status | None

    @property
    def length(self) -> str:
        """Return the time the course is given, in words."""
        return duration(self.completion.minutes)

    @property
    def in_room(self) -> bool:
        """Test whether the course was met in a training room."""
        return self.completion.mode == Completion.Mode.ROOM

    @property
    def way(self) -> str:
        """Return where the course was met, or how it came here where that is not known."""
        if self.in_room:
            return "In a training room"
        if self.completion.enrolment_id is None:
            return self.completion.get_how_display()
        return "In own time"

    @property
    def mode(self) -> str:
        """Return how it was taken, as the table says it: alone, in the room, or elsewhere."""
        if self.completion.enrolment_id is None:
            return "Outside this site"
        return "In a training room" if self.in_room else "Self-paced"


@dataclass(frozen=True, slots=True)
class Year:
    """What was completed in one calendar year."""

    year: int
    courses: int
    others: int
    minutes: int

    @property
    def length(self) -> str:
        """Return the time of the year, in words."""
        return duration(self.minutes)


@learners(methods=["GET"])
def record(request: MemberRequest) -> HttpResponse:
    """Show one's completions with certificates, time by year, and every attempt at a quiz.

    ``?year=`` keeps one year; anything else there shows all of them.
    """
    return record_page(request, kept_by(request.user, on=local_date(timezone.now())))


def record_page(
    request: MemberRequest, everything: Sequence[Kept], *, undrawn: bool = False
) -> HttpResponse:
    """Return the record as a page; ``undrawn`` says that the PDF could not be made."""
    learnt = learnt_elsewhere(learner=request.user)
    checks = checks_by(learner=request.user)
    changes = changes_read(learner=request.user)
    years = years_of(everything, learnt, changes)
    asked = "" if undrawn else request.GET.get("year", "")
    chosen = next((one.year for one in years if str(one.year) == asked), None)
    attempts = attempts_by_learner(learner=request.user)
    kept = [row for row in everything if chosen in (None, row.completion.completed_on.year)]
    others = [one for one in learnt if chosen in (None, one.update.on.year)]
    read = [one for one in changes if chosen in (None, one.read_on.year)]
    brought = brought_rows(request.user)
    context = {
        "kept": kept,
        "brought": [one for one in brought if chosen in (None, one.record.completed_on.year)],
        "others": others,
        "checks": [one for one in checks if chosen in (None, one.on.year)],
        "changes": read,
        "years": years,
        "chosen": chosen,
        "length": duration(
            sum(row.completion.minutes for row in kept)
            + sum(one.update.minutes for one in others)
            + sum(one.minutes for one in read)
        ),
        "attempts": [one for one in attempts if chosen in (None, year_of(one))],
        "undrawn": undrawn,
    }
    return render(request, "courses/learner/record.html", context)


@learners(methods=["GET"])
def download(request: MemberRequest) -> HttpResponse:
    """Return one's own record as a file that other software reads."""
    today = local_date(timezone.now())
    data = {
        "format": FORMAT,
        "version": 1,
        "made_on": today,
        "name": request.user.name,
        "completions": [as_data(row) for row in kept_by(request.user, on=today)],
        "other_learning": [
            {
                "kind": one.update.kind,
                "title": one.update.title,
                "organisation": one.update.organisation.name,
                "on": one.update.on,
                "minutes": one.update.minutes,
                "led_by": one.update.led_by,
            }
            for one in learnt_elsewhere(learner=request.user)
        ],
        "training_elsewhere": [one.as_data() for one in brought_rows(request.user)],
        "corridor_checks": [one.on for one in checks_by(learner=request.user)],
        "attempts": [
            {
                "course": one.enrolment.version.title,
                "version": one.enrolment.version.version,
                "handed_in_at": one.handed_in_at,
                "passed": one.passed,
                "score": [one.score_numerator, one.score_denominator],
            }
            for one in attempts_by_learner(learner=request.user)
        ],
    }
    answer = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="training-record-{today}.json"'
    return answer


@learners(methods=["GET"])
def table(request: MemberRequest) -> StreamingHttpResponse:
    """Return one's completed courses as a file for a spreadsheet."""
    today = local_date(timezone.now())
    rows = [as_cells(row) for row in kept_by(request.user, on=today)]
    rows += [other_cells(one) for one in learnt_elsewhere(learner=request.user)]
    rows += uncounted_cells(request.user)
    answer = StreamingHttpResponse(
        csv_file([COLUMNS, *rows]), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="training-record-{today}.csv"'
    return answer


def as_cells(row: Kept) -> list[Cell]:
    """Return one completed course as a line of the table."""
    done, held = row.completion, row.certificate
    certificate: list[Cell] = [None, None, None]
    if held:
        certificate = [held.facts.number, held.state.word, held.facts.valid_until]
    return [
        row.title,
        done.version.version if done.version else None,
        done.organisation.name,
        done.completed_on,
        done.minutes,
        row.mode,
        done.evidence,
        *certificate,
    ]


def other_cells(presence: Presence) -> list[Cell]:
    """Return one talk, session or practice as a line of the table."""
    held = presence.update
    shown = f"{held.get_kind_display()}, {held.led_by}"
    return [held.title, None, held.organisation.name, held.on, held.minutes, shown, *[None] * 3]


def as_data(row: Kept) -> dict[str, Any]:
    """Return one completed course for the file."""
    done, held = row.completion, row.certificate
    return {
        "course": row.title,
        "version": done.version.version if done.version else None,
        "organisation": done.organisation.name,
        "completed_on": done.completed_on,
        "minutes": done.minutes,
        "how": done.how,
        "mode": done.mode,
        "evidence": done.evidence,
        "certificate": {
            "number": held.facts.number,
            "name": held.facts.name,
            "state": held.state.value,
            "valid_from": held.facts.valid_from,
            "valid_until": held.facts.valid_until,
            "check_at": held.facts.verify_url,
        }
        if held
        else None,
    }


def kept_by(learner: User, *, on: date) -> list[Kept]:
    """Return everything the learner completed, newest first, each with its newest certificate."""
    issued = {
        one.completion_thread: shown(one, on=on, keys=settings.DATA_DIR / "keys")
        for one in reversed(certificates_of(learner=learner))
    }
    done = completions_of(learner=learner)
    titles = titles_of([one.course for one in done])
    return [kept_row(one, issued.get(one.thread), titles) for one in done]


def kept_row(completion: Completion, certificate: Shown | None, titles: Mapping[int, str]) -> Kept:
    """Return one row of the record; ``titles`` by course, for training outside the platform."""
    status = certificate_status(certificate.state) if certificate else None
    version = completion.version
    title = version.title if version else titles.get(completion.course_id, completion.course.slug)
    return Kept(title, completion, certificate, status)


def years_of(
    kept: Sequence[Kept], others: Sequence[Presence] = (), changes: Sequence[ChangeRead] = ()
) -> list[Year]:
    """Return each year in which something was completed or learnt otherwise, newest first.

    Its time is that of courses, of talks, sessions and practice, and of the changes read.
    """
    done = [row.completion for row in kept]
    held = [one.update for one in others]
    spent = [
        *((one.completed_on.year, one.minutes) for one in done),
        *((one.on.year, one.minutes) for one in held),
        *((one.read_on.year, one.minutes) for one in changes),
    ]
    return [
        Year(
            year,
            courses=sum(one.completed_on.year == year for one in done),
            others=sum(one.on.year == year for one in held),
            minutes=sum(minutes for then, minutes in spent if then == year),
        )
        for year in sorted({year for year, _minutes in spent}, reverse=True)
    ]


def year_of(attempt: Attempt) -> int | None:
    """Return the London year in which ``attempt`` was handed in."""
    return local_date(attempt.handed_in_at).year if attempt.handed_in_at else None
