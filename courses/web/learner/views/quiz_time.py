"""Taking more time for an attempt with a time limit, without losing what is answered."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.assessment.models import Attempt, Response
from courses.assessment.queries import responses_of
from courses.assessment.questions import question_at
from courses.assessment.services import AttemptFinished
from courses.assessment.timing import extension
from courses.usecases.take_more_time import take_more_time
from courses.web.learner.attempts import own_attempt, shut, url
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.quiz_sheet import sent
from courses.web.learner.views.quiz import question_form, question_page
from courses.web.learner.views.quiz_sheet import sheet_page
from courses.web.responses import SeeOther


@learners(methods=["POST"])
def more_time(request: MemberRequest, registration: UUID, number: int) -> HttpResponse:
    """Lengthen the attempt, and keep the answers that came with the button.

    ``?question=`` names the one question of the page it was pressed on; else it was that of all.
    """
    attempt = own_attempt(request, registration, number)
    name = request.GET.get("question", "")
    # PostgreSQL takes no NUL in a text, not even to look for it.
    if not name.isprintable():
        raise Http404
    return of_one(request, attempt, name) if name else of_all(request, attempt)


def of_one(request: MemberRequest, attempt: Attempt, name: str) -> HttpResponse:
    """Lengthen it from the page of one question; what is not in order yet is shown again."""
    asked = question_at(attempt=attempt, item=name)
    if asked is None:
        raise Http404
    response, now = asked.response, timezone.now()
    form = question_form(response, request.POST)
    closed = shut(request, attempt, at=now, sent=[(response, form)])
    given = {response: form.chosen()} if form.is_valid() else {}
    if closed is not None or not lengthened(request, attempt, given):
        return closed or SeeOther(url("result", attempt))
    if form.is_touched and form.errors:
        response.attempt = own_attempt(request, attempt.enrolment.registration, attempt.number)
        return question_page(request, asked, form)
    return SeeOther(url("question", attempt, name))


def of_all(request: MemberRequest, attempt: Attempt) -> HttpResponse:
    """Lengthen it from the page of all questions; what is not in order yet is shown again."""
    now, found = timezone.now(), sent(responses_of(attempt), request.POST)
    closed = shut(request, attempt, at=now, sent=found.new)
    if closed is not None or not lengthened(request, attempt, found.given):
        return closed or SeeOther(url("result", attempt))
    if found.has_errors:
        renewed = own_attempt(request, attempt.enrolment.registration, attempt.number)
        return sheet_page(request, renewed, found.questions)
    return SeeOther(url("questions", attempt))


def lengthened(
    request: MemberRequest, attempt: Attempt, given: dict[Response, dict[str, object]]
) -> bool:
    """Lengthen the attempt and say so; False where it was handed in meanwhile.

    A second click says nothing new.
    """
    seen = request.POST.get("extensions", "")
    try:
        is_longer = take_more_time(
            attempt=attempt,
            seen=int(seen) if seen.isdecimal() and len(seen) < 4 else -1,
            given=given,
            at=timezone.now(),
        )
    except AttemptFinished:
        return False
    if is_longer:
        words = _("You have %d more minutes. Your answers are saved.")
        messages.success(request, words % extension(attempt.minutes_allowed or 0))
    return True
