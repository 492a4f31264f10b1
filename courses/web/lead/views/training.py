"""What a lead puts on record about one person's training that was held elsewhere."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.catalogue.queries import courses_offered, titles_of
from courses.learning.queries import completions_of
from courses.reporting.bulk_queries import chosen_in
from courses.usecases.record_training import OwnRecord, record_training
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.views.staff import found
from courses.web.responses import SeeOther
from courses.web.training_forms import RecordForm

OWN = gettext_lazy(
    "You cannot record your own training. Add it to your own record, under My record: another"
    " training lead or administrator decides about it"
)


def page(request: LeadRequest, form: HouseForm, member: Membership, **more: Any) -> HttpResponse:
    """Return the page of one form about ``member``."""
    form.cancel_url = back_to(request, member)
    form.caption = member.user.name
    context = {"form": form, "member": member, **more}
    return render(request, "courses/lead/training.html", context)


def back_to(request: LeadRequest, member: Membership) -> str:
    """Return the address of the person's page."""
    return reverse("lead:person", args=[request.organisation.slug, member.pk])


def give_url(request: LeadRequest, member: Membership, action: str) -> str:
    """Return where ``action`` is done for the member; empty for who works here not today."""
    if not chosen_in(request.scope, [member.pk]):
        return ""
    chosen = reverse("lead:chosen", args=[request.organisation.slug, action])
    return f"{chosen}?person={member.pk}"


def done(request: LeadRequest, member: Membership, words: str) -> HttpResponse:
    """Say what was done, and go back to the person."""
    messages.success(request, words)
    return SeeOther(back_to(request, member))


def is_new(form: RecordForm, member: Membership) -> bool:
    """Test whether the course is not on record for that day, and say at the field where it is.

    The very same again is no second record: it comes to the one that is there.
    """
    kept = form.cleaned_data
    there = [
        one.evidence
        for one in completions_of(learner=member.user)
        if one.organisation_id == member.organisation_id
        and str(one.course_id) == kept["course"]
        and one.completed_on == kept["completed_on"]
    ]
    if there and kept["evidence"] not in there:
        form.add_error("completed_on", _("This course is on record for that day already"))
        return False
    return True


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def record(request: LeadRequest, membership: int) -> HttpResponse:
    """Record training held elsewhere."""
    member = found(request, membership)
    courses = {course.pk: course for course in courses_offered(request.organisation)}
    data = request.POST if request.method == "POST" else None
    form = RecordForm(data, titles=titles_of(list(courses.values())), today=request.scope.on)
    form.heading = _("Record training held elsewhere")
    if form.is_valid() and is_new(form, member):
        kept = form.cleaned_data
        try:
            record_training(
                membership=member,
                course=courses[int(kept["course"])],
                completed_on=kept["completed_on"],
                minutes=kept["minutes"],
                evidence=kept["evidence"],
                at=timezone.now(),
                actor_id=request.user.pk,
            )
        except OwnRecord:
            form.add_error(None, OWN)
            return page(request, form, member)
        return done(request, member, _("The training of %s is recorded.") % member.user.name)
    return page(request, form, member)
