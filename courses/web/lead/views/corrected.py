"""What a corrected answer key changes: which results it touches, and giving the pass."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.accounts.permissions import Permission
from courses.accounts.queries import people_in
from courses.assessment.corrected_queries import Touched, corrected_in
from courses.catalogue.models import CourseVersion
from courses.catalogue.shelves import BUNDLED, OWN, items_in, version_at
from courses.common.dates import local_date
from courses.reporting.figures import SMALLEST_GROUP
from courses.usecases.give_pass import Given, Learners, affected_by, give_pass
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.presenters import day_in_words
from courses.web.responses import SeeOther


class PassForm(HouseForm):
    """Who is given the pass, and why."""

    button = gettext_lazy("Give the pass")
    once = True
    marks_optional = False
    tries = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who is given the pass?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick somebody"),
            "invalid_choice": gettext_lazy("Tick people from the list"),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy(
            "It stands in their record and in the audit trail. For example: the right answer to one"
            " question was corrected in version 2.0.0."
        ),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Enter why they are given the pass"),
            "max_length": gettext_lazy("Enter at most 300 characters"),
        },
    )

    def __init__(self, *args: Any, people: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tries"].choices = list(people.items())  # type: ignore[attr-defined]


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def corrected(request: LeadRequest, course: str, version: str) -> HttpResponse:
    """Show which results a corrected key touches, and give the pass where it would be one."""
    shown = found_version(request, course, version)
    learners = people_in(request.scope).order_by().values("user")
    results = affected_by(shown, organisation=request.organisation, learners=learners)
    people = named(request, results.gain)
    form = PassForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        say(request, passed(request, shown, learners, form))
        return SeeOther(request.path)
    names = {one.identifier for one in corrected_in(shown).values()}
    context = {
        "organisation": request.organisation,
        "version": shown,
        "questions": [one for one in items_in(shown) if one.identifier in names],
        "results": results,
        "people": people,
        "form": form,
        "smallest": SMALLEST_GROUP,
        "back_url": reverse("lead:dashboard", args=[request.organisation.slug]),
    }
    return render(request, "courses/lead/corrected.html", context)


def found_version(request: LeadRequest, course: str, version: str) -> CourseVersion:
    """Return a version that is or was open to learners: the organisation's own, else the bundled.

    :raises Http404: when there is none.
    """
    for shelf in (OWN, BUNDLED):
        found = version_at(
            organisation=request.organisation, shelf=shelf, slug=course, version=version
        )
        if found is not None and found.state != CourseVersion.State.DRAFT:
            return found
    raise Http404


def named(request: LeadRequest, gain: tuple[Touched, ...]) -> dict[int, str]:
    """Return by try who handed it in and when, sorted by name; one query."""
    tries = {one.learner_id: one for one in gain}
    members = people_in(request.scope).filter(user__in=tries)
    return {
        tries[one.user_id].attempt_id: _("%(name)s, quiz of %(day)s")
        % {
            "name": one.user.name,
            "day": day_in_words(local_date(tries[one.user_id].handed_in_at)),
        }
        for one in members
    }


def passed(
    request: LeadRequest, version: CourseVersion, learners: Learners, form: PassForm
) -> Given:
    """Give the pass to the people ticked."""
    return give_pass(
        version=version,
        organisation=request.organisation,
        learners=learners,
        attempts=form.cleaned_data["tries"],
        reason=form.cleaned_data["reason"],
        at=timezone.now(),
        actor_id=request.user.pk,
    )


def say(request: LeadRequest, given: Given) -> None:
    """Say how many have the pass, and how many could not be given it yet."""
    if given.people:
        words = ngettext(
            "%d person has the pass and a certificate.",
            "%d people have the pass and a certificate each.",
            given.people,
        )
        messages.success(request, words % given.people)
    if given.sitting:
        words = ngettext(
            "%d person sits another try at the moment. Come back when it is handed in.",
            "%d people sit another try at the moment. Come back when it is handed in.",
            given.sitting,
        )
        messages.warning(request, words % given.sitting)
