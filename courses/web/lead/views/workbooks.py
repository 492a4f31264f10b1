"""Long lists as Excel files: asked for, made in the background, taken until they run out."""

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.permissions import Permission
from courses.reporting.exports import TITLES
from courses.reporting.list_files import (
    ListFile,
    Question,
    file_for,
    files_for,
    place_of,
    question_of,
)
from courses.usecases.export_list import export_list
from courses.usecases.make_list_file import KeyTaken, ask_for_list_file
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.taking import CONTENT_TYPES, file_name
from courses.web.lead.views.exports import Taken, taken_by
from courses.web.responses import SeeOther


class MakeForm(HouseForm):
    """Have the file made; the key makes a double click one file."""

    button = gettext_lazy("Make the Excel file")
    once = True
    key = forms.UUIDField(widget=forms.HiddenInput)


@leads(Permission.EXPORT, methods=["GET", "POST"])
def workbooks(request: LeadRequest) -> HttpResponse:
    """Ask for a file of the list that the address names, and show those asked for before."""
    report = request.GET.get("list", "people")
    if report not in TITLES:
        raise Http404
    taken = taken_by(request, report)
    form = MakeForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    list_url = reverse(f"lead:{report}", args=[request.organisation.slug]) + taken.asked.query
    form.cancel_url = list_url
    if form.is_valid():
        return SeeOther(made_url(request, taken, form))
    context = {
        "organisation": request.organisation,
        "form": form,
        "title": TITLES[report],
        "filters": taken.filters,
        "number": taken.number,
        "files": files_for(
            organisation=request.organisation, owner=request.user, at=timezone.now()
        ),
        "list_url": list_url,
    }
    return render(request, "courses/lead/workbooks.html", context)


def made_url(request: LeadRequest, taken: Taken, form: MakeForm) -> str:
    """Have the file made; return the address of its page, or of a fresh form."""
    try:
        file = ask_for_list_file(
            key=form.cleaned_data["key"],
            organisation=request.organisation,
            by=request.user,
            report=taken.report,
            question=Question(taken.asked.scope, taken.asked.wanted, tuple(taken.filters)),
            at=timezone.now(),
        )
    except KeyTaken:
        return request.get_full_path()
    return reverse("lead:workbook", args=[request.organisation.slug, file.reference])


@leads(Permission.EXPORT, methods=["GET"])
def workbook(request: LeadRequest, workbook: UUID) -> HttpResponse:
    """Show how far one file is, and lead to it while it can be taken."""
    file, now = own_file(request, workbook), timezone.now()
    question = question_of(file)
    context = {
        "organisation": request.organisation,
        "file": file,
        "title": TITLES[file.report],
        "on": question.scope.on,
        "filters": question.filters,
        "is_open": file.is_open(now),
        "is_making": file.state == ListFile.State.MAKING and now < file.expires_at,
        "is_failed": file.state == ListFile.State.FAILED,
        "again_url": f"{list_of(request)}?list={file.report}",
        "back_url": reverse(f"lead:{file.report}", args=[request.organisation.slug]),
    }
    return render(request, "courses/lead/workbook.html", context)


@leads(Permission.EXPORT, methods=["GET"])
def workbook_file(request: LeadRequest, workbook: UUID) -> HttpResponseBase:
    """Give one file until it runs out; that it was taken is recorded first."""
    file = own_file(request, workbook)
    page = reverse("lead:workbook", args=[request.organisation.slug, file.reference])
    path, scope = place_of(file.reference), question_of(file).scope
    may_take = file.is_open(timezone.now()) and request.scope.holds(scope)
    if not may_take or not path.is_file():
        messages.warning(request, _("This file cannot be taken any more. Have it made again."))
        return SeeOther(page)
    export_list(
        organisation=request.organisation,
        report=file.report,
        kind="xlsx",
        people=file.people,
        on=scope.on,
        known_at=scope.known_at,
        at=timezone.now(),
        actor_id=request.user.pk,
    )
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=file_name(
            file.report, request.organisation.slug, "xlsx", on=scope.on, known_at=scope.known_at
        ),
        content_type=CONTENT_TYPES["xlsx"],
    )


def list_of(request: LeadRequest) -> str:
    """Return the address of the files asked for."""
    return reverse("lead:workbooks", args=[request.organisation.slug])


def own_file(request: LeadRequest, reference: UUID) -> ListFile:
    """Return the file at this address.

    :raises Http404: when it is missing or somebody else's.
    """
    found = file_for(organisation=request.organisation, owner=request.user, reference=reference)
    if found is None:
        raise Http404
    return found
