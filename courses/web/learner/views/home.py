"""What the learner must do, and beginning a course."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.queries import memberships_of
from courses.assessment.recall import next_refresher
from courses.catalogue.queries import course_for
from courses.common.dates import local_date
from courses.learning.models import Enrolment
from courses.learning.openings import NotOpenYet, refuse_unopened
from courses.usecases.enrol_staff import NothingPublished, enrol_staff
from courses.web.learner.changed import changed_rows
from courses.web.learner.done import done_rows
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.offers import offers_of
from courses.web.learner.todo import entries_of, groups_of, has_due_day, row_of
from courses.web.learner.waiting import waiting_rows
from courses.web.middleware import place_of
from courses.web.presenters import day_from_here
from courses.web.responses import SeeOther


@learners(methods=["GET"])
def todo(request: MemberRequest) -> HttpResponse:
    """Show the learner's courses, the most urgent first, with one button to go on."""
    now = timezone.now()
    today = local_date(now)
    entries = entries_of(learner=request.user, on=today)
    place = place_of(request)
    groups = groups_of(entries, on=today, site=place.site if place else None)
    offers = offers_of(entries, learner=request.user, at=now)
    context = {
        "groups": groups,
        "done": done_rows(entries, learner=request.user, on=today),
        "excused": [row_of(e, on=today) for e in entries if e.is_excused],
        "has_due_days": any(has_due_day(e, on=today) for e in entries),
        "offers": offers,
        "changed": changed_rows(entries),
        "waiting": waiting_rows(entries, on=today),
        "next_refresher": None
        if groups or offers
        else next_refresher(learner=request.user, on=today),
        "first": groups[0].rows[0] if groups else None,
    }
    return render(request, "courses/learner/home.html", context)


@learners(methods=["POST"])
def begin(request: MemberRequest, organisation: str, course: str) -> HttpResponse:
    """Open an enrolment in a course of one's own organisation and go to its overview."""
    now = timezone.now()
    mine = memberships_of(user=request.user, on=local_date(now))
    here = next((m.organisation for m in mine if m.organisation.slug == organisation), None)
    found = course_for(organisation=here, slug=course) if here else None
    if here is None or found is None:
        raise Http404
    entries = entries_of(learner=request.user, on=local_date(now))
    for entry in entries:
        if (entry.organisation, entry.course) == (here, found) and not entry.must_begin:
            # A second click, or an old page: what is open goes on.
            return overview_of(entry.enrolment)
    try:
        refuse_unopened(organisation_id=here.pk, course_id=found.pk, on=local_date(now))
        enrolment = enrol_staff(
            learner=request.user,
            organisation=here,
            course=found,
            reason=Enrolment.Reason.CHOSEN,
            at=now,
            actor_id=request.user.pk,
        )
    except NothingPublished:
        raise Http404 from None
    except NotOpenYet as closed:
        words = _("This course is not open yet. It opens on %s.")
        messages.info(request, words % day_from_here(closed.opens_on, on=local_date(now)))
        return SeeOther(reverse("learner:home"))
    return overview_of(enrolment)


def overview_of(enrolment: Enrolment | None) -> HttpResponse:
    """Go to the overview of ``enrolment``.

    :raises Http404: when there is none.
    """
    if enrolment is None:
        raise Http404
    return SeeOther(reverse("learner:overview", args=[enrolment.registration]))
