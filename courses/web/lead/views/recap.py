"""One question of a course: the two-minute recap to print, and asking its author to look at it."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.permissions import Permission
from courses.catalogue.models import Item
from courses.reporting.figures import SMALLEST_GROUP
from courses.reporting.item_reports import ItemReport, item_of
from courses.reporting.misunderstood import Question
from courses.usecases.report_item import report_item
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
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


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def recap(request: LeadRequest, course: str, item: str) -> HttpResponse:
    """Show what the course says about the commonest mistake at one question, on a page to print."""
    looked = looked_at(request, course, item)
    options = list(looked.item.options.all())
    context = {
        "organisation": request.organisation,
        "item": looked.item,
        "question": looked.question,
        "wrong": looked.question.wrong if looked.question else None,
        "right": [one for one in options if one.correct],
        "smallest": SMALLEST_GROUP,
        "back_url": list_url(request, course, looked),
    }
    return render(request, "courses/lead/recap.html", context)


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
