"""The result of an attempt at the quiz: passed with a certificate, or what to read again."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from courses.assessment.editions import quiz_of
from courses.assessment.limits import limits_of
from courses.assessment.models import Attempt
from courses.assessment.queries import responses_of
from courses.assessment.refresher import first_due
from courses.catalogue.models import Assessment
from courses.certification.models import Certificate
from courses.certification.numbers import grouped
from courses.certification.queries import latest_by_enrolment
from courses.common.dates import local_date
from courses.web.frames import framed
from courses.web.learner.attempts import kept_attempt, url
from courses.web.learner.gate import MemberRequest, found_enrolment, learners
from courses.web.learner.quiz_html import reviewed_html
from courses.web.learner.quiz_page import Outcome, Tries, outcome_of, retries
from courses.web.pieces import drawn, piece
from courses.web.responses import SeeOther


@learners(methods=["GET"])
def result(request: MemberRequest, registration: UUID, number: int) -> HttpResponse:
    """Show the outcome: on a pass the certificate, else what to reread.

    Every question with its reasons.
    """
    attempt = kept_attempt(request, registration, number)
    if attempt.handed_in_at is None:
        return SeeOther(url("answers", attempt))
    enrolment = attempt.enrolment
    quiz = quiz_of(enrolment.version)
    outcome = outcome_of(responses_of(attempt), registration)
    refresher_on = first_due(local_date(attempt.handed_in_at))
    works_here = found_enrolment(request, registration) is not None
    parts = {
        **certificate_parts(latest_by_enrolment(enrolment.pk) if attempt.passed else None),
        "reread": drawn(
            "courses/learner/result_reread.html", passages=outcome.reread, works_here=works_here
        )
        if outcome.reread
        else "",
        "ended": drawn("courses/learner/result_ended.html", ends_at=attempt.ends_at)
        if attempt.ran_out
        else "",
        "reviewed": "".join(reviewed_html(one) for one in outcome.questions),
    }
    return framed(
        request,
        "courses/learner/result.html",
        parts=parts,
        blanks={"registration": str(registration)},
        passed=attempt.passed,
        works_here=works_here,
        title=enrolment.version.title,
        right=outcome.right,
        total=outcome.total,
        **({} if attempt.passed or quiz is None else what_is_left(quiz, attempt, outcome)),
        refresher_on=refresher_on if refresher_on > local_date(timezone.now()) else None,
    )


def what_is_left(quiz: Assessment, attempt: Attempt, outcome: Outcome) -> dict[str, Any]:
    """Return what a result that is not yet a pass says besides its answers; one query."""
    return {
        "least": quiz.mastery_numerator,
        "of": quiz.mastery_denominator,
        "topics": outcome.topics,
        "met": outcome.topics_met,
        "missed_critical": outcome.missed_critical,
        "tries": tries_of(quiz, attempt),
    }


def certificate_parts(certificate: Certificate | None) -> dict[str, str]:
    """Return what the result says of the certificate, empty where there is none."""
    if certificate is None:
        return {"reference": "", "certificate": ""}
    number = certificate.number
    pages = {
        "blank_url": reverse("learner:certificate", args=[number]),
        "blank_more": reverse("learner:certificate_pdf", args=[number]),
    }
    return {
        "reference": piece(
            "courses/learner/result_reference.html", {"blank_words": grouped(number)}
        ),
        "certificate": piece(
            "courses/learner/result_certificate.html",
            pages,
            title=certificate.title,
            valid_until=certificate.valid_until,
        ),
    }


def tries_of(quiz: Assessment, attempt: Attempt) -> Tries:
    """Return how often the quiz was tried, and may be; one query."""
    enrolment = attempt.enrolment
    limits = limits_of(
        quiz, organisation_id=enrolment.organisation_id, course_id=enrolment.course_id
    )
    return retries(limits.tries, attempt.number)
