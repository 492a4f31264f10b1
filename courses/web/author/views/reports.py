"""Questions that training leads ask the authors to look at, with their figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.reporting.figures import SMALLEST_GROUP
from courses.reporting.item_reports import ItemReport, item_of, open_reports
from courses.reporting.misunderstood import Question, questions_in
from courses.usecases.report_item import settle_item
from courses.web.author.gate import AuthorRequest, authors
from courses.web.author.version_page import Shown, shown_at
from courses.web.middleware import rights_in
from courses.web.responses import SeeOther


@dataclass(frozen=True, slots=True)
class Reported:
    """One question that waits, its version, and its figures where there are enough."""

    report: ItemReport
    shown: Shown
    question: Question | None

    @property
    def settle_url(self) -> str:
        """Return where to say that it was looked at."""
        return self.shown.url("settle", self.report.item.identifier)


@authors(Permission.SEE_DRAFTS, methods=["GET"])
def reports(request: AuthorRequest) -> HttpResponse:
    """List the questions that wait, longest first, each with how first attempts went."""
    waiting = open_reports(request.organisation)
    context = {"reported": reported(request, waiting), "smallest": SMALLEST_GROUP}
    return render(request, "courses/author/reports.html", context)


def reported(request: AuthorRequest, waiting: Sequence[ItemReport]) -> list[Reported]:
    """Return what waits with its figures: four queries for each version that is asked about."""
    slug = request.organisation.slug
    scope = rights_in(request)[slug].scope(Permission.SEE_DRAFTS)
    versions = {one.item.version_id for one in waiting}
    figures = {
        question.item.pk: question
        for version in sorted(versions)
        for question in questions_in(scope, version_id=version)
    }
    return [
        Reported(one, Shown(one.item.version, slug, is_offered=False), figures.get(one.item_id))
        for one in waiting
    ]


@authors(Permission.SEE_DRAFTS, methods=["POST"])
def settle(
    request: AuthorRequest, shelf: str, course: str, version: str, item: str
) -> HttpResponse:
    """Note that a question was looked at."""
    shown = shown_at(request, shelf, course, version)
    found = item_of(shown.version, item)
    if found is None:
        raise Http404
    if settle_item(
        item=found,
        organisation=request.organisation,
        actor_id=request.user.pk,
        at=timezone.now(),
    ):
        messages.success(request, _("It is noted that you looked at the question."))
    else:
        messages.info(request, _("Nobody waits for an answer about that question any more."))
    return SeeOther(shown.reports_url)
