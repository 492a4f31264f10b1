"""Why the learner has a course: the same reasons in the same words as their lead reads."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.membership import Membership
from courses.accounts.places import names_of
from courses.accounts.queries import memberships_of
from courses.common.dates import local_date
from courses.compliance.reasons import reasons_about
from courses.compliance.status import State
from courses.learning.besides import Besides, besides
from courses.learning.models import Enrolment
from courses.web.besides_words import besides_words, is_lacking
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.todo import Entry, Row, entries_of, row_of
from courses.web.presenters import learner_status
from courses.web.reasons import Why, why


@dataclass(frozen=True, slots=True)
class Told:
    """Why one course is on the list: its row, and the rules behind it.

    ``unasked``: how it came there where no rule asks for it. ``which``: whose course of the name.
    """

    row: Row
    course_id: int
    reasons: list[Why]
    unasked: str
    which: str = ""


@learners(methods=["GET"])
def why_page(request: MemberRequest, organisation: str, course: str) -> HttpResponse:
    """Show each rule behind a course of the learner's list, and how its dates come about.

    An organisation's own version has the name of the course that comes with the platform: where
    both are on the list, both are told, the more urgent one first.

    :raises Http404: when the course is not on the list of the sender in this organisation.
    """
    today = local_date(timezone.now())
    mine = memberships_of(user=request.user, on=today)
    here = next((one for one in mine if one.organisation.slug == organisation), None)
    entries = [
        one
        for one in entries_of(learner=request.user, on=today)
        if (one.organisation.slug, one.course.slug) == (organisation, course)
    ]
    if here is None or not entries:
        raise Http404
    request.organisation = here.organisation
    told = [told_of(here, entry, today) for entry in entries]
    if len(told) > 1:
        told = [
            replace(one, which=which_words(entry)) for one, entry in zip(told, entries, strict=True)
        ]
    return render(request, "courses/learner/why.html", {"told": told, "row": told[0].row})


def told_of(here: Membership, entry: Entry, today: date) -> Told:
    """Return why ``entry`` is on the list of the member ``here``."""
    reasons = reasons_about(here, course_id=entry.course.pk, on=today)
    asked = [one for one in reasons if one.trace.finding.state is not State.NOT_REQUIRED]
    names = names_of(here.organisation_id)
    found = besides(here, on=today) if is_lacking(asked) else Besides()
    return Told(
        row=row_of(entry, on=today),
        course_id=entry.course.pk,
        unasked="" if asked else unasked_words(entry),
        reasons=[
            replace(told, steps=[*told.steps, *besides_words(one, found)])
            for one in asked or reasons
            for told in [why(one, names, status=learner_status)]
        ],
    )


def which_words(entry: Entry) -> str:
    """Return whose course it is, of two of one name."""
    if entry.course.owner_id is None:
        return _("The course that comes with the platform")
    return _("The version of %s") % entry.organisation.name


def unasked_words(entry: Entry) -> str:
    """Return how the learner came by a course that no rule asks of them today."""
    if entry.enrolment and entry.enrolment.reason == Enrolment.Reason.REQUIRED:
        return _("%s gave it to you. No rule asks you for it today.") % entry.organisation.name
    return _("You chose this course. No rule asks you for it today.")
