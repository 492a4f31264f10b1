"""Taking the quiz with all questions on one page, saved as far as they are answered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.assessment.models import Attempt, Response
from courses.assessment.queries import responses_of
from courses.assessment.services import AttemptFinished
from courses.usecases.save_answers import save_answers
from courses.web.learner.attempts import own_attempt, shut, url
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.quiz_sheet import Question, SeenForm, asked, sent
from courses.web.learner.quiz_time import clock_of
from courses.web.responses import SeeOther
from courses.web.unsent import forget, kept_for


@learners(methods=["GET", "POST"])
def questions(request: MemberRequest, registration: UUID, number: int) -> HttpResponse:
    """Show every question of an attempt, and save the answers that were changed."""
    attempt = own_attempt(request, registration, number)
    now, responses = timezone.now(), responses_of(attempt)
    found = sent(responses, request.POST if request.method == "POST" else {})
    closed = shut(request, attempt, at=now, sent=found.new)
    if closed is not None:
        return closed
    if request.method == "GET":
        return shown_again(request, attempt, responses)
    try:
        save_answers(attempt=attempt, given=found.given, at=now)
    except AttemptFinished:
        return SeeOther(url("result", attempt))
    forget(request)
    if found.has_errors:
        return sheet_page(request, attempt, found.questions)
    return SeeOther(way_on(request, attempt, found.questions))


def shown_again(
    request: MemberRequest, attempt: Attempt, responses: list[Response]
) -> HttpResponse:
    """Return the page as it is kept, with what was sent while signed out still in its fields."""
    waiting = kept_for(request)
    if waiting is None:
        return sheet_page(request, attempt, asked(responses))
    return sheet_page(request, attempt, sent(responses, waiting.data).questions)


def way_on(request: MemberRequest, attempt: Attempt, questions: list[Question]) -> str:
    """Return where the button that was pressed leads; to stay here it says what is saved."""
    match request.POST.get("then"):
        case "stay":
            words = _("Saved. %(answered)d of %(total)d questions have an answer.")
            answered = sum(question.is_answered for question in questions)
            messages.success(request, words % {"answered": answered, "total": len(questions)})
            return url("questions", attempt)
        case "go-on":  # of the script, which takes what was saved from the page
            return url("questions", attempt)
        case "leave":
            return reverse("learner:home")
        case _:
            return url("answers", attempt)


def sheet_page(request: MemberRequest, attempt: Attempt, questions: list[Question]) -> HttpResponse:
    """Return the page with all questions."""
    context = {
        "attempt": attempt,
        "questions": questions,
        "forms": [question.form for question in questions],
        "has_errors": any(question.form.errors for question in questions),
        "seen": SeenForm([question.response for question in questions]),
        "answered": sum(question.is_answered for question in questions),
        "clock": clock_of(attempt, at=timezone.now()),
        "one_by_one_url": url("question", attempt, questions[0].response.item.identifier),
    }
    return render(request, "courses/learner/questions.html", context)
