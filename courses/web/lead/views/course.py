"""One required course: how many hold it, and what staff get wrong first time, never who."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from courses.accounts.permissions import Permission
from courses.assessment.corrected_queries import corrected_in
from courses.catalogue.models import Course
from courses.catalogue.queries import courses_by_id, newest_published
from courses.common.dates import local_date
from courses.learning.openings import not_open_in
from courses.reporting.counting import counted_in
from courses.reporting.figures import SMALLEST_GROUP
from courses.reporting.misunderstood import Question, questions_in
from courses.reporting.retention import retained_in
from courses.web.lead.filters import rules_in_force
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.question_rows import advice_of
from courses.web.lead.views.dashboard import lines_of

MOSTLY_RIGHT = 80  # per cent


@dataclass(frozen=True, slots=True)
class Shown:
    """One question with its figures in words."""

    question: Question
    advice: str

    @property
    def is_known(self) -> bool:
        """Test whether so many get it right that it need not be talked about."""
        share = self.question.answered.share
        return share is not None and share.percent >= MOSTLY_RIGHT


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def course(request: LeadRequest, course: str) -> HttpResponse:
    """Show the figures of one course that a rule of the organisation names."""
    rules = [rule for rule in rules_in_force(request, request.scope) if rule.slug == course]
    if not rules:
        raise Http404
    rule = rules[0]
    figures, places = counted_in(request.scope, rules=rules)
    sites = {
        pk: (name, {"site": slug, "course": rule.slug}) for pk, (slug, name) in places.sites.items()
    }
    lists = reverse("lead:people", args=[request.organisation.slug])
    required = courses_by_id({rule.course_id})[rule.course_id]
    version = newest_published(required)
    questions = questions_in(request.scope, version_id=version.pk) if version else []
    shown = [Shown(question, " ".join(advice_of(question))) for question in questions]
    context = {
        "organisation": request.organisation,
        "title": rule.title,
        "slug": rule.slug,
        "version": version,
        "is_reading": required.kind == Course.Kind.READING,
        "corrected": len(corrected_in(version))
        if version and may(request, Permission.MANAGE_STAFF)
        else 0,
        "counts": figures.all,
        "lines": lines_of(figures.grouped(by=0), sites, lists),
        "questions": shown,
        "retained": retained_in(
            organisation_id=request.organisation.pk,
            course_id=rule.course_id,
            version_id=version.pk,
        )
        if version
        else [],
        "known": [one for one in shown if one.is_known],
        "smallest": SMALLEST_GROUP,
        "holding_url": f"{lists}?course={rule.slug}&status=up_to_date",
        "to_do_url": f"{lists}?course={rule.slug}&status=to_do",
        "back_url": reverse("lead:dashboard", args=[request.organisation.slug]),
        "opens_on": not_open_in([request.organisation.pk], on=local_date(timezone.now())).get(
            (request.organisation.pk, rule.course_id)
        ),
        "may_limit": request.scope.whole and may(request, Permission.SET_REQUIREMENTS),
        "today": request.scope.on,
    }
    return render(request, "courses/lead/course.html", context)
