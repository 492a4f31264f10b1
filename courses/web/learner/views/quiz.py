"""Taking the quiz: one question a page, check your answers, hand in."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from courses.accounts.wishes import quiz_wishes_of
from courses.assessment.models import Attempt, Response
from courses.assessment.queries import responses_of
from courses.assessment.questions import Question, question_at
from courses.assessment.services import AnswersMissing, AttemptFinished, answer_item
from courses.assessment.timing import is_over
from courses.catalogue.outlines import edition_of
from courses.usecases.finish_attempt import finish_attempt
from courses.web.frames import framed
from courses.web.item_forms import QUIZ_FORMS, ItemForm
from courses.web.learner.attempts import (
    HandInForm,
    own_attempt,
    shut,
    time_over,
    url,
)
from courses.web.learner.gate import (
    MemberRequest,
    learners,
    mode_of,
)
from courses.web.learner.quiz_html import answer_row_html
from courses.web.learner.quiz_page import answer_rows
from courses.web.learner.quiz_time import clock_of
from courses.web.pieces import BLANKS, drawn, kept_piece
from courses.web.question_html import FORM_ID, form_html, question_html
from courses.web.responses import SeeOther
from courses.web.tokens import form_token
from courses.web.unsent import forget, kept_for


def question_form(response: Response, data: Any = None) -> ItemForm:
    """Return the form of one question, options in this attempt's order, with the kept answer."""
    item = response.item
    options = {option.identifier: option for option in item.options.all()}
    ordered = [options[identifier] for identifier in response.option_order["options"]]
    return QUIZ_FORMS[item.kind](item, ordered, chosen=response.chosen, data=data)


@learners(methods=["GET", "POST"])
def question(request: MemberRequest, registration: UUID, number: int, item: str) -> HttpResponse:
    """Show one question and save the answer to it."""
    attempt = own_attempt(request, registration, number)
    asked = question_at(attempt=attempt, item=item)
    if asked is None:
        raise Http404
    response, now = asked.response, timezone.now()
    waiting = kept_for(request, saved_at=response.saved_at)
    data = request.POST if request.method == "POST" else waiting and waiting.data
    form = None if data is None else question_form(response, data)
    closed = shut(request, attempt, at=now, sent=[(response, form)] if form else [])
    if closed is not None:
        return closed
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            answer_item(response=response, chosen=form.chosen(), at=now)
        except AttemptFinished:
            return SeeOther(url("result", attempt))
        forget(request)
        return SeeOther(after(asked, is_change="change" in request.GET))
    return question_page(request, asked, form)


def question_page(request: MemberRequest, asked: Question, form: ItemForm | None) -> HttpResponse:
    """Return the page of one question: ``form`` where something was sent, else as it is kept."""
    response, attempt = asked.response, asked.response.attempt
    clock = clock_of(attempt, at=timezone.now())
    place = _("Question %(number)d of %(total)d") % {
        "number": response.position,
        "total": asked.total,
    }
    more_url = f"{url('more_time', attempt)}?question={response.item.identifier}"
    timed = {"clock": clock, "more_url": more_url}
    parts = {
        "title": title_of(form, place),
        "back_url": back_from(asked),
        "time_left": drawn("courses/components/time_left.html", **timed) if clock else "",
        "form_html": drawn_form(request, response, form, place),
        "saved": saved_words(response),
        "links": kept_piece("courses/learner/question_links.html", number=attempt.number),
        "more_time": drawn("courses/components/more_time.html", **timed) if clock else "",
    }
    return framed(
        request,
        "courses/learner/question.html",
        parts=parts,
        blanks={"registration": str(attempt.enrolment.registration)},
        has_clock=clock is not None,
    )


def title_of(form: ItemForm | None, place: str) -> str:
    """Return the title of a question's page, which tells of errors in ``form`` first."""
    return escape(f"{_('Error:')} {place}" if form is not None and form.errors else place)


def saved_words(response: Response) -> str:
    """Return when the answer was saved, empty where none was."""
    if response.saved_at is None:
        return ""
    return escape(_("Saved %s.") % f"{timezone.localtime(response.saved_at):%H:%M}")


def drawn_form(
    request: MemberRequest, response: Response, form: ItemForm | None, place: str
) -> SafeString:
    """Return one question in HTML: ``form`` as it was sent, with its errors, else as it is kept."""
    if form is not None:
        form.caption, form.form_id = place, FORM_ID
        return form_html(form, csrf_token=form_token(request))
    return question_html(
        response.item,
        chosen=response.chosen,
        order=response.option_order["options"],
        caption=place,
        edition=edition_of(response.attempt.enrolment.version),
        csrf_token=form_token(request),
    )


def after(asked: Question, *, is_change: bool) -> str:
    """Return where to go once the answer is saved: to the next question, or to all answers."""
    attempt = asked.response.attempt
    if is_change or asked.after is None:
        return url("answers", attempt)
    return url("question", attempt, asked.after)


def back_from(asked: Question) -> str:
    """Return the page before this question."""
    attempt = asked.response.attempt
    if asked.before is None:
        return reverse("learner:quiz", args=[attempt.enrolment.registration])
    return url("question", attempt, asked.before)


@learners(methods=["GET"])
def answers(request: MemberRequest, registration: UUID, number: int) -> HttpResponse:
    """Show every answer before handing in, each with a link to change it."""
    attempt = own_attempt(request, registration, number)
    if attempt.handed_in_at is not None:
        return SeeOther(url("result", attempt))
    if is_over(attempt.ends_at, timezone.now()):
        return time_over(request, attempt)
    return answers_page(request, attempt, asks_for_missing=False)


def answers_page(
    request: MemberRequest, attempt: Attempt, *, asks_for_missing: bool
) -> HttpResponse:
    """Return the page of all answers.

    ``asks_for_missing`` puts the questions left into an error summary.
    """
    on_one_page = quiz_wishes_of(request.user.pk).on_one_page
    rows = answer_rows(
        responses_of(attempt),
        lambda response: address_of(response, attempt, on_one_page=on_one_page),
    )
    missing = [row for row in rows if not row.is_answered] if asks_for_missing else []
    clock = clock_of(attempt, at=timezone.now())
    parts = {
        "missing": drawn("courses/learner/answers_missing.html", missing=missing)
        if missing
        else "",
        "time_left": drawn("courses/components/time_left.html", clock=clock) if clock else "",
        "rows": "".join(answer_row_html(row) for row in rows),
        "form": kept_hand_in_form(),
    }
    return framed(
        request,
        "courses/learner/answers.html",
        parts=parts,
        blanks={
            "blank_url": escape(url("hand_in", attempt)),
        },
        is_missing=bool(missing),
        has_clock=clock is not None,
    )


@lru_cache(maxsize=1)
def kept_hand_in_form() -> SafeString:
    """Return the form drawn once in a process, with its blanks."""
    form = HandInForm()
    form.action = BLANKS["blank_url"]
    return form_html(form, csrf_token=BLANKS["csrf_token"])


def address_of(response: Response, attempt: Attempt, *, on_one_page: bool) -> str:
    """Return where the answer to one question is changed."""
    if on_one_page:
        return f"{url('questions', attempt)}#question-{response.position}"
    return f"{url('question', attempt, response.item.identifier)}?change=1"


@learners(methods=["POST"])
def hand_in(request: MemberRequest, registration: UUID, number: int) -> HttpResponse:
    """Hand in the attempt and go to its result; a repeat goes to the same result."""
    attempt = own_attempt(request, registration, number)
    try:
        finish_attempt(attempt=attempt, at=timezone.now(), mode=mode_of(request))
    except AnswersMissing:
        return answers_page(request, attempt, asks_for_missing=True)
    return SeeOther(url("result", attempt))
