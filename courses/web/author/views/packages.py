"""Uploading a package, reading what is wrong with it or what it would change, deciding."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.catalogue.shelves import OWN, offered_of, versions_for
from courses.learning.queries import taken
from courses.packages import uploads
from courses.packages.models import ImportRun
from courses.packages.problems import Problem
from courses.packages.queries import run_at, runs_of
from courses.packages.rule_names import FORM, RULES
from courses.packages.runs import Plan, read_plan, read_report
from courses.usecases.check_package import check_package
from courses.usecases.confirm_import import confirm_import
from courses.usecases.discard_import import discard_import
from courses.usecases.export_course import export_course
from courses.web.author import format_page
from courses.web.author.forms import ConfirmForm, UploadForm
from courses.web.author.gate import AuthorRequest, authors
from courses.web.author.version_page import Shown, shown_at
from courses.web.responses import SeeOther
from courses.web.uploads import is_too_large


@dataclass(frozen=True, slots=True)
class Row:
    """One upload of the list."""

    run: ImportRun
    plan: Plan | None
    problems: int


@dataclass(frozen=True, slots=True)
class InFile:
    """What was found in one file of a package."""

    file: str
    found: Sequence[Problem]


@authors(Permission.IMPORT_COURSES, methods=["GET", "POST"])
def packages(request: AuthorRequest) -> HttpResponse:
    """Show the latest uploads, and check the package that is uploaded."""
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(
            data=request.POST, files=request.FILES, is_too_large=is_too_large(request)
        )
        if form.is_valid():
            checked = check_package(
                path=uploads.receive(form.cleaned_data["package"].chunks()),
                file_name=form.file_name,
                organisation=request.organisation,
                by=request.user,
                at=timezone.now(),
            )
            return SeeOther(run_url(request, checked))
    rows = [
        Row(one, read_plan(one.plan), read_report(one.problems).problems)
        for one in runs_of(request.organisation)
    ]
    context = {"form": form, "rows": rows, "courses": to_take(request)}
    return render(request, "courses/author/packages.html", context)


@authors(Permission.IMPORT_COURSES, methods=["GET"])
def package_format(request: AuthorRequest) -> HttpResponse:
    """Show how a package is written: every file, key and rule."""
    return render(request, "courses/author/format.html", {"sections": format_page.package_format()})


def to_take(request: AuthorRequest) -> list[Shown]:
    """Return of each course the version that one would begin to change from."""
    versions = versions_for(request.organisation)
    found = []
    for _course, group in groupby(versions, lambda one: one.course_id):
        of_course = list(group)
        offered = offered_of(of_course)
        found.append(Shown(offered or of_course[0], request.organisation.slug, offered is not None))
    return found


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def download(request: AuthorRequest, shelf: str, course: str, version: str) -> HttpResponse:
    """Give one version as a package; that it was taken is recorded."""
    shown = shown_at(request, shelf, course, version)
    exported = export_course(
        version=shown.version,
        at=timezone.now(),
        actor_id=request.user.pk,
        organisation_id=request.organisation.pk,
    )
    return HttpResponse(
        exported.content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{exported.name}"'},
    )


@authors(Permission.IMPORT_COURSES, methods=["GET"])
def run(request: AuthorRequest, run: UUID) -> HttpResponse:
    """Show what checking one package found."""
    found = own_run(request, run)
    report, plan = read_report(found.problems), read_plan(found.plan)
    waits = found.state == ImportRun.State.WAITING
    context = {
        "run": found,
        "plan": plan,
        "waits": waits,
        "problems": by_file(report.report.problems),
        "warnings": by_file(report.report.warnings),
        "counts": report,
        "see_format": RULES[FORM],
        "affected": affected(request, plan) if plan and waits else [],
        "confirm_form": ConfirmForm(
            button=_("Make a draft of it"), action=run_url(request, found, "confirm")
        ),
        "discard_form": ConfirmForm(
            button=_("Discard this package"),
            action=run_url(request, found, "discard"),
            kind="secondary",
        ),
        "version_url": version_url(found),
    }
    return render(request, "courses/author/run.html", context)


@authors(Permission.IMPORT_COURSES, methods=["POST"])
def confirm(request: AuthorRequest, run: UUID) -> HttpResponse:
    """Make a draft of the package."""
    found = own_run(request, run)
    try:
        found = confirm_import(run=found, at=timezone.now(), actor_id=request.user.pk)
    except uploads.UploadGone:
        messages.error(request, _("The uploaded file is no longer here. Upload it again."))
        return SeeOther(reverse("author:packages", args=[request.organisation.slug]))
    if found.version is None:
        return SeeOther(run_url(request, found))
    messages.success(request, _("The draft is made. Learners do not see it until it is published."))
    return SeeOther(version_url(found))


@authors(Permission.IMPORT_COURSES, methods=["POST"])
def discard(request: AuthorRequest, run: UUID) -> HttpResponse:
    """Set the package aside."""
    found = discard_import(run=own_run(request, run), at=timezone.now(), actor_id=request.user.pk)
    if found.state != ImportRun.State.DISCARDED:
        return SeeOther(run_url(request, found))
    messages.success(request, _("The package is discarded. Nothing was written."))
    return SeeOther(reverse("author:packages", args=[request.organisation.slug]))


def own_run(request: AuthorRequest, reference: UUID) -> ImportRun:
    """Return the upload at this address.

    :raises Http404: when it is missing, or another organisation's.
    """
    found = run_at(organisation=request.organisation, reference=reference)
    if found is None:
        raise Http404
    return found


def run_url(request: AuthorRequest, run: ImportRun, act: str = "run") -> str:
    """Return the address of an upload, or of something to do with it."""
    return reverse(f"author:{act}", args=[request.organisation.slug, run.reference])


def version_url(run: ImportRun) -> str:
    """Return the address of the draft that was made; empty where none was."""
    if run.version is None:
        return ""
    version = run.version
    return reverse(
        "author:version", args=[run.organisation.slug, OWN, version.course.slug, version.version]
    )


def by_file(problems: Sequence[Problem]) -> list[InFile]:
    """Return ``problems`` by file, in their order."""
    return [InFile(file, list(found)) for file, found in groupby(problems, lambda one: one.file)]


def affected(request: AuthorRequest, plan: Plan) -> list[tuple[str, int, int]]:
    """Return by version of the course how many people are part-way, and have completed it."""
    versions = [one for one in versions_for(request.organisation) if one.course.slug == plan.course]
    counts = taken(organisation=request.organisation, versions=versions)
    return [
        (one.version, counts[one.pk].part_way, counts[one.pk].completed)
        for one in versions
        if counts[one.pk].part_way or counts[one.pk].completed
    ]
