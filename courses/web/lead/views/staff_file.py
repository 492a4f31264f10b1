"""The staff file: upload, name the columns, preview, apply the good rows, take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.places import places_in
from courses.accounts.staff_columns import END
from courses.accounts.staff_roster import Kind
from courses.common.tables import csv_file
from courses.packages import staff_services as staff_files
from courses.packages import uploads
from courses.packages.sheets import heading_in, read_sheet
from courses.packages.staff_files import StaffFile
from courses.packages.staff_foreseen import foreseen_of, rehearsed_by
from courses.packages.staff_rows import count_of, fields_of, headings_of
from courses.usecases.apply_staff_file import start_applying
from courses.usecases.resume_staff_file import resume_staff_file
from courses.usecases.undo_staff_file import discard_staff_file, start_undoing
from courses.usecases.upload_staff_file import FileInHand, name_columns, upload_staff_file
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.staff_file_foreseen import asked_for, foreseen_shown, mark_sought
from courses.web.lead.staff_file_forms import (
    RULES_CHANGED,
    ApplyForm,
    ColumnsForm,
    OneButtonForm,
    StaffFileForm,
)
from courses.web.lead.staff_file_rows import (
    counts_of,
    error_table,
    good_of,
    kind_shown,
    leaves_many,
    line_of,
)
from courses.web.lead.taking import CONTENT_TYPES
from courses.web.responses import SeeOther
from courses.web.uploads import is_too_large

State = StaffFile.State
MOVING = (State.READING, State.APPLYING, State.UNDOING)
SAMPLES = 6
IN_HAND = _("Another staff file is being applied. Wait until it is done, then upload this one")


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"], whole=True)
def staff_files_page(request: LeadRequest) -> HttpResponse:
    """Show the latest files, and take a new one in."""
    form = StaffFileForm()
    if request.method == "POST":
        form = StaffFileForm(request.POST, request.FILES, is_too_large=is_too_large(request))
        if form.is_valid():
            try:
                file = upload_staff_file(
                    path=uploads.receive(form.cleaned_data["file"].chunks()),
                    file_name=form.file_name,
                    organisation=request.organisation,
                    everybody=form.is_everybody,
                    by=request.user,
                    at=timezone.now(),
                )
            except FileInHand:
                form.add_error("file", IN_HAND)
            else:
                return SeeOther(url_of(request, file))
    files = staff_files.files_of(request.organisation)
    return render(request, "courses/lead/staff_files.html", {"form": form, "files": files})


def file_answer(content: Any, name: str, kind: str = "csv") -> StreamingHttpResponse:
    """Return a file to keep."""
    return StreamingHttpResponse(
        content,
        content_type=CONTENT_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@leads(Permission.MANAGE_STAFF, methods=["GET"], whole=True)
def staff_file(request: LeadRequest, file: UUID) -> HttpResponse:
    """Show one file: its columns, how far it is, what it would change or what it changed."""
    return page(request, own_file(request, file))


def page(
    request: LeadRequest,
    file: StaffFile,
    *,
    columns: ColumnsForm | None = None,
    apply_form: ApplyForm | None = None,
) -> HttpResponse:
    """Return the page of one file, with a form that was filled in wrongly as it was."""
    kind = kind_shown(file, request.GET.get("kind", ""))
    becomes = asked_for(foreseen_of(file), request.GET.get("becomes", ""))
    shown = staff_files.rows_page(
        file=file,
        kind=kind,
        becomes=mark_sought(becomes),
        cursor=request.GET.get("page", ""),
    )
    places = places_in(request.scope)
    foreseen = foreseen_shown(file, becomes, today=request.scope.on)
    here = f"?becomes={becomes}" if becomes else f"?kind={kind.value}"
    is_moving = file.state in MOVING
    context = {
        "file": file,
        "is_moving": is_moving,
        "is_stuck": is_moving and staff_files.is_stuck(file, at=timezone.now()),
        "percent": file.rows_done * 100 // file.rows_total if file.rows_total else 0,
        "kind": "" if becomes else kind.value,
        "counts": counts_of(file, None if becomes else kind),
        **foreseen,
        "good": good_of(file),
        "errors": count_of(file, Kind.ERROR),
        "invited": count_of(file, Kind.INVITE),
        "lines": [line_of(row, places, foreseen.get("titles")) for row in shown.rows],
        "previous_url": f"{here}&page={shown.earlier}" if shown.earlier else "",
        "next_url": f"{here}&page={shown.later}" if shown.later else "",
        "is_newest": file.state == State.APPLIED and staff_files.is_newest(file),
        "has_rows": bool(shown.total),
        "last_day": END,
    }
    context |= forms_of(request, file, columns, apply_form)
    return render(request, "courses/lead/staff_file.html", context)


def forms_of(
    request: LeadRequest,
    file: StaffFile,
    columns: ColumnsForm | None,
    apply_form: ApplyForm | None,
) -> dict[str, object]:
    """Return the forms that the state of ``file`` asks for."""
    found: dict[str, object] = {}
    if file.state == State.COLUMNS:
        found["columns_form"] = columns or columns_form(request, file)
    if file.state == State.WAITING and good_of(file):
        found["apply_form"] = apply_form or deciding(request, file)
    buttons = {
        "discard": OneButtonForm(
            button=_("Discard this file"), action=url_of(request, file, "discard")
        ),
        "undo": OneButtonForm(
            button=_("Undo this file"), action=url_of(request, file, "undo"), kind="warning"
        ),
        "resume": OneButtonForm(button=_("Carry on"), action=url_of(request, file, "resume")),
    }
    return found | {"buttons": buttons}


def columns_form(request: LeadRequest, file: StaffFile, data: Any = None) -> ColumnsForm:
    """Return the form that asks what the columns are, with a cell of each as an example."""
    headings = headings_of(file)
    samples = [""] * len(headings)
    try:
        rows = read_sheet(uploads.kept(file.reference), most=SAMPLES).rows
    except uploads.UploadGone:
        rows = []
    for _number, cells in rows[heading_in(rows)[0] + 1 :] if rows else []:
        for place, cell in enumerate(cells[: len(headings)]):
            samples[place] = samples[place] or cell[:60]
    return ColumnsForm(
        data,
        headings=headings,
        fields=fields_of(file),
        samples=samples,
        action=url_of(request, file, "columns"),
    )


def deciding(request: LeadRequest, file: StaffFile, data: Any = None) -> ApplyForm:
    """Return the form that applies the good rows."""
    return ApplyForm(
        data,
        good=good_of(file),
        leavers=count_of(file, Kind.LEAVER),
        is_many=leaves_many(file),
        mark=rehearsed_by(file),
        action=url_of(request, file, "apply"),
    )


@leads(Permission.MANAGE_STAFF, methods=["POST"], whole=True)
def columns(request: LeadRequest, file: UUID) -> HttpResponse:
    """Take what the columns are."""
    found = own_file(request, file)
    form = columns_form(request, found, request.POST)
    if found.state == State.COLUMNS and not form.is_valid():
        return page(request, found, columns=form)
    if found.state == State.COLUMNS:
        name_columns(file=found, fields=form.chosen(), at=timezone.now())
    return SeeOther(url_of(request, found))


@leads(Permission.MANAGE_STAFF, methods=["POST"], whole=True)
def apply(request: LeadRequest, file: UUID) -> HttpResponse:
    """Apply the good rows in the background, or show anew what they would change."""
    found = own_file(request, file)
    form = deciding(request, found, request.POST)
    if found.state == State.WAITING and not form.is_valid():
        return page(request, found, apply_form=form)
    mark = request.POST.get("mark", "")
    start_applying(file=found, at=timezone.now(), actor_id=request.user.pk, seen=mark)
    if found.state in {State.READING, State.WAITING}:
        messages.warning(request, RULES_CHANGED)
    return SeeOther(url_of(request, found))


@leads(Permission.MANAGE_STAFF, methods=["POST"], whole=True)
def discard(request: LeadRequest, file: UUID) -> HttpResponse:
    """Set the file aside."""
    found = discard_staff_file(
        file=own_file(request, file), at=timezone.now(), actor_id=request.user.pk
    )
    if found.state != State.DISCARDED:
        return SeeOther(url_of(request, found))
    messages.success(request, _("The file is discarded. Nothing was changed."))
    return SeeOther(reverse("lead:staff_files", args=[request.organisation.slug]))


@leads(Permission.MANAGE_STAFF, methods=["POST"], whole=True)
def undo(request: LeadRequest, file: UUID) -> HttpResponse:
    """Take an applied file back in the background."""
    found = own_file(request, file)
    start_undoing(file=found, at=timezone.now(), actor_id=request.user.pk)
    return SeeOther(url_of(request, found))


@leads(Permission.MANAGE_STAFF, methods=["POST"], whole=True)
def resume(request: LeadRequest, file: UUID) -> HttpResponse:
    """Go on where the work broke off."""
    found = own_file(request, file)
    resume_staff_file(file=found, at=timezone.now(), actor_id=request.user.pk)
    return SeeOther(url_of(request, found))


@leads(Permission.MANAGE_STAFF, methods=["GET"], whole=True)
def errors(request: LeadRequest, file: UUID) -> HttpResponseBase:
    """Give the rows to mend as a file, each with what to do."""
    found = own_file(request, file)
    rows = staff_files.rows_of(file=found, kind=Kind.ERROR)
    return file_answer(csv_file(error_table(found, rows)), "rows-to-mend.csv")


def own_file(request: LeadRequest, reference: UUID) -> StaffFile:
    """Return the staff file at this address.

    :raises Http404: when it is missing, or another organisation's.
    """
    found = staff_files.file_at(organisation=request.organisation, reference=reference)
    if found is None:
        raise Http404
    return found


def url_of(request: LeadRequest, file: StaffFile, act: str = "") -> str:
    """Return the address of a file, or of something to do with it."""
    name = f"lead:staff_file_{act}" if act else "lead:staff_file"
    return reverse(name, args=[request.organisation.slug, file.reference])
