"""Everything the learner ever did here, in every organisation."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from courses.assessment.models import Attempt
from courses.assessment.queries import attempts_by_learner
from courses.catalogue.queries import titles_of
from courses.certification.queries import Shown, certificates_of, shown
from courses.common.dates import local_date
from courses.learning.models import Completion
from courses.learning.queries import completions_of
from courses.web.learner.gate import MemberRequest, learners
from courses.web.presenters import Status, certificate_status


@dataclass(frozen=True, slots=True)
class Kept:
    """One completed course with its certificate, where one was issued."""

    title: str
    completion: Completion
    certificate: Shown | None
    status: Status | None


@learners(methods=["GET"])
def record(request: MemberRequest) -> HttpResponse:
    """Show one's completions with certificates, and every attempt at a quiz."""
    today = local_date(timezone.now())
    issued = {
        one.completion_thread: shown(one, on=today, keys=settings.DATA_DIR / "keys")
        for one in reversed(certificates_of(learner=request.user))
    }
    done = completions_of(learner=request.user)
    titles = titles_of([one.course for one in done])
    kept = [kept_row(one, issued.get(one.thread), titles) for one in done]
    attempts: list[Attempt] = attempts_by_learner(learner=request.user)
    minutes = sum(row.completion.minutes for row in kept)
    context = {"kept": kept, "attempts": attempts, "minutes": minutes}
    return render(request, "courses/learner/record.html", context)


def kept_row(completion: Completion, certificate: Shown | None, titles: Mapping[int, str]) -> Kept:
    """Return one row of the record; ``titles`` by course, for training outside the platform."""
    status = certificate_status(certificate.state) if certificate else None
    version = completion.version
    title = version.title if version else titles.get(completion.course_id, completion.course.slug)
    return Kept(title, completion, certificate, status)
