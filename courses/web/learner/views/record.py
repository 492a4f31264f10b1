"""Everything the learner ever did here, in every organisation."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from courses.assessment.models import Attempt
from courses.assessment.queries import attempts_by_learner
from courses.certification.queries import Shown, certificates_of, shown
from courses.common.dates import local_date
from courses.learning.models import Completion
from courses.learning.queries import completions_of
from courses.web.learner.gate import MemberRequest, learners
from courses.web.presenters import Status, certificate_status


@dataclass(frozen=True, slots=True)
class Kept:
    """One completed course with its certificate, where one was issued."""

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
    kept = [kept_row(one, issued.get(one.thread)) for one in completions_of(learner=request.user)]
    attempts: list[Attempt] = attempts_by_learner(learner=request.user)
    minutes = sum(row.completion.minutes for row in kept)
    context = {"kept": kept, "attempts": attempts, "minutes": minutes}
    return render(request, "courses/learner/record.html", context)


def kept_row(completion: Completion, certificate: Shown | None) -> Kept:
    """Return one row of the record."""
    status = certificate_status(certificate.state) if certificate else None
    return Kept(completion, certificate, status)
