"""One question of a course: the two-minute recap to print, and asking its author to look at it."""

from dataclasses import dataclass
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
from courses.catalogue.models import Item
from courses.reporting.figures import SMALLEST_GROUP
from courses.reporting.item_reports import ItemReport, item_of
from courses.reporting.misunderstood import Question
from courses.reporting.queries import Places, people_wanted, places_in
from courses.reporting.statuses import Wanted
from courses.usecases.report_item import report_item
from courses.usecases.send_recap import Sent, send_recap
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.views.briefings import taught
from courses.web.lead.views.questions import Asked, asked
from courses.web.responses import SeeOther


class ReportForm(HouseForm):
    """Why an author is to look at a question."""

    button = gettext_lazy("Ask the author to look at it")
    once = True
    heading_field = "why"
    marks_optional = False
    why = forms.ChoiceField(
        label=gettext_lazy("What may be wrong with this question?"),
        help_text=gettext_lazy(
            "The authors of your organisation see your answer beside the figures of the question,"
            " and nobody's name but yours."
        ),
        choices=ItemReport.Why.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Select what may be wrong"),
            "invalid_choice": gettext_lazy("Select what may be wrong"),
        },
    )


class SendForm(HouseForm):
    """Which team, or which whole site, is sent the passage."""

    button = gettext_lazy("Send it")
    once = True
    marks_optional = False
    to = forms.ChoiceField(
        label=gettext_lazy("To whom?"),
        help_text=gettext_lazy(
            "Each of them who has this course is sent a link to the passage, once a day at most."
            " No answer is in it."
        ),
        error_messages={
            "required": gettext_lazy("Choose a team or a site"),
            "invalid_choice": gettext_lazy("Choose a team or a site from the list"),
        },
    )

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = [(f"team:{pk}", name) for pk, name in places.teams.items()]
        sites = [(f"site:{pk}", name) for pk, (_slug, name) in places.sites.items()]
        groups = ((_("Teams"), teams), (_("Whole sites"), sites))
        to: Any = self.fields["to"]
        to.choices = [("", _("Choose")), *(group for group in groups if group[1])]

    def wanted(self) -> Wanted:
        """Return whom the choice names."""
        kind, _colon, pk = self.cleaned_data["to"].partition(":")
        return Wanted(team_id=int(pk)) if kind == "team" else Wanted(site_id=int(pk))


@dataclass(frozen=True, slots=True)
class Looked:
    """One question at its address, and its figures where there are enough."""

    asked: Asked
    item: Item
    question: Question | None


def looked_at(request: LeadRequest, course: str, item: str) -> Looked:
    """Return the question at this address.

    :raises Http404: where no rule names the course, or its quiz does not ask that question.
    """
    asked_for = asked(request, course)
    version = asked_for.version or taught(request, course)
    found = item_of(version, item)
    if found is None:
        raise Http404
    figures = {one.item.pk: one for one in asked_for.questions}
    return Looked(asked_for, found, figures.get(found.pk))


def list_url(request: LeadRequest, course: str, looked: Looked) -> str:
    """Return the address of all questions of the same version."""
    url = reverse("lead:questions", args=[request.organisation.slug, course])
    return url + looked.asked.query(by="")


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET", "POST"])
def recap(request: LeadRequest, course: str, item: str) -> HttpResponse:
    """Show what the course says about the commonest mistake at one question, to print or to send.

    Who may remind people may send it.
    """
    looked = looked_at(request, course, item)
    form = None
    if may(request, Permission.REMIND):
        data = request.POST if request.method == "POST" else None
        form = SendForm(data, places=places_in(request.scope))
        if form.is_valid():
            sent_words(request, sent(request, looked, form))
            return SeeOther(request.get_full_path())
    options = list(looked.item.options.all())
    context = {
        "organisation": request.organisation,
        "form": form,
        "item": looked.item,
        "question": looked.question,
        "wrong": looked.question.wrong if looked.question else None,
        "right": [one for one in options if one.correct],
        "smallest": SMALLEST_GROUP,
        "back_url": list_url(request, course, looked),
    }
    return render(request, "courses/lead/recap.html", context)


def sent(request: LeadRequest, looked: Looked, form: SendForm) -> Sent:
    """Send the passage to whom ``form`` names."""
    return send_recap(
        item=looked.item,
        organisation=request.organisation,
        members=people_wanted(request.scope, form.wanted(), rules=[]),
        by=request.user,
        at=timezone.now(),
    )


def sent_words(request: LeadRequest, found: Sent) -> None:
    """Say how many are sent it, and how many not and why."""
    words = [ngettext("%d person is sent it.", "%d people are sent it.", found.told) % found.told]
    if found.again:
        words.append(_("Sent today already: %d.") % found.again)
    if found.without:
        words.append(_("Without this course or an email address: %d.") % found.without)
    note = messages.success if found.told else messages.info
    note(request, " ".join(words))


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET", "POST"])
def report(request: LeadRequest, course: str, item: str) -> HttpResponse:
    """Ask the author to look at one question, and why."""
    looked = looked_at(request, course, item)
    form = ReportForm(request.POST if request.method == "POST" else None)
    form.cancel_url = list_url(request, course, looked)
    if form.is_valid():
        if report_item(
            item=looked.item,
            organisation=request.organisation,
            why=form.cleaned_data["why"],
            by=request.user,
            at=timezone.now(),
        ):
            messages.success(request, _("The authors are asked to look at the question."))
        else:
            messages.info(request, _("The authors were asked to look at this question already."))
        return SeeOther(form.cancel_url)
    context = {"form": form, "item": looked.item, "organisation": request.organisation}
    return render(request, "courses/lead/report_question.html", context)
