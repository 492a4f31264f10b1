"""What the learner must do, and beginning a course."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from courses.accounts.queries import memberships_of
from courses.catalogue.queries import course_for
from courses.common.dates import local_date
from courses.learning.models import Enrolment
from courses.usecases.enrol_staff import NothingPublished, enrol_staff
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.todo import entries_of, groups_of, row_of
from courses.web.responses import SeeOther


@learners(methods=["GET"])
def todo(request: MemberRequest) -> HttpResponse:
    """Show the learner's courses, the most urgent first, with one button to go on."""
    today = local_date(timezone.now())
    entries = entries_of(learner=request.user, on=today)
    groups = groups_of(entries, on=today)
    context = {
        "groups": groups,
        "done": [row_of(entry, on=today) for entry in entries if not entry.is_open],
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
    try:
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
    return SeeOther(reverse("learner:overview", args=[enrolment.registration]))
