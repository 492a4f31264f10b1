"""What a lead can do for one person, and the hours of learning a year, for the person's page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.certification.printed import duration
from courses.learning.change_queries import changes_read
from courses.learning.queries import completions_of
from courses.learning.together_queries import open_seats_of
from courses.learning.update_queries import presences_of
from courses.web.lead.gate import LeadRequest, may
from courses.web.lead.staff_file_forms import OneButtonForm


@dataclass(frozen=True, slots=True)
class Year:
    """The learning of one calendar year: completed courses, and the time of all of it in words."""

    year: int
    courses: int
    time: str


@dataclass(frozen=True, slots=True)
class Actions:
    """What may be done for one person, each as (words, address).

    About their ``training``, about them as a ``person``, and what takes something ``back``.
    """

    training: list[tuple[str, str]]
    person: list[tuple[str, str]]
    back: list[tuple[str, str]]


def actions_of(request: LeadRequest, member: Membership, *, works_here: bool) -> Actions:
    """Return what the sender may do for ``member`` today.

    What is done for people chosen on a list only for somebody who works there today.
    """
    slug = request.organisation.slug
    chosen = [
        (_("Send a reminder"), "remind"),
        (_("Give a course"), "enrol"),
        (_("Give a course by a day"), "assign"),
        (_("Excuse from a course"), "exempt"),
        (_("Give a later due day"), "extend"),
    ]

    def own(*forms: tuple[str, str]) -> list[tuple[str, str]]:
        return [(words, reverse(f"lead:{name}", args=[slug, member.pk])) for words, name in forms]

    return Actions(
        training=[
            *(
                (words, f"{reverse('lead:chosen', args=[slug, action])}?person={member.pk}")
                for words, action in (chosen if works_here else ())
            ),
            *own(
                (_("Record training held elsewhere"), "record"),
                (_("Give extra time at quizzes, or end that"), "extra_time"),
            ),
        ],
        person=own(
            (_("Change job, site or team"), "move"),
            (_("Change tags"), "tag_person"),
            (_("Change name, email or staff number"), "details"),
            (_("Enter a last day"), "leave"),
            *(
                [(_("Bring over the training of a second record"), "merge")]
                if request.scope.whole
                else ()
            ),
        ),
        back=own(
            (_("Take recorded training back"), "recorded"),
            (_("Do not accept a record they brought"), "decline"),
            (_("End an exemption"), "exempt"),
            (_("Take a later due day back"), "later_due"),
            (_("Take a course given by a day back"), "own_day"),
        ),
    )


def remedies_of(
    request: LeadRequest, member: Membership, *, works_here: bool
) -> list[tuple[str, str]]:
    """Return (words, address) of what makes a status green that is not."""
    slug = request.organisation.slug
    remind = reverse("lead:chosen", args=[slug, "remind"])
    return [
        *([(_("Remind them"), f"{remind}?person={member.pk}")] if works_here else []),
        (_("Record training held elsewhere"), reverse("lead:record", args=[slug, member.pk])),
    ]


def new_pins_of(request: LeadRequest, member: Membership, *, at: datetime) -> list[dict[str, Any]]:
    """Return the training rooms in which ``member`` may be given a new PIN now, each its button."""
    if not may(request, Permission.RUN_GATHERINGS):
        return []
    slug = request.organisation.slug
    return [
        {
            "title": seat.gathering.version.title,
            "form": OneButtonForm(
                button=_("Make a new PIN"),
                action=reverse("lead:seat_pin", args=[slug, seat.gathering.reference, seat.pk]),
            ),
        }
        for seat in open_seats_of(member, scope=request.scope, at=at)
    ]


def hours_of(member: Membership, *, on: date, known_at: datetime | None = None) -> list[Year]:
    """Return the learning of each calendar year up to ``on``, the newest first; three queries.

    Talks, sessions and practice, and the changes read, count in its time, as in the person's own
    record. Under the organisation alone: what somebody learns elsewhere is theirs.
    """
    minutes: dict[int, list[int]] = defaultdict(list)
    others: dict[int, int] = defaultdict(int)
    for presence in presences_of(member, known_at=known_at):
        if presence.update.on <= on:
            others[presence.update.on.year] += presence.update.minutes
    for read in changes_read(learner=member.user, organisation_id=member.organisation_id):
        if read.read_on <= on and (known_at is None or read.read_at <= known_at):
            others[read.read_on.year] += read.minutes
    for one in completions_of(learner=member.user, known_at=known_at):
        if one.organisation_id == member.organisation_id and one.completed_on <= on:
            minutes[one.completed_on.year].append(one.minutes)
    return [
        Year(year, len(minutes[year]), duration(sum(minutes[year]) + others[year]))
        for year in sorted({*minutes, *others}, reverse=True)
    ]
