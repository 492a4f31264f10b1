"""Beginning the quiz: what it asks, on how many pages, and where one goes on."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from courses.accounts.wishes import quiz_wishes_of
from courses.assessment.editions import pool_of, quiz_of
from courses.assessment.limits import allowance_of, limits_of
from courses.assessment.models import Attempt
from courses.assessment.queries import attempts_of, question_count, sheet_of
from courses.assessment.timing import is_over
from courses.catalogue.models import Assessment
from courses.learning.models import Enrolment
from courses.learning.progress import may_take_quiz
from courses.learning.queries import lesson_states
from courses.usecases.start_attempt import (
    AlreadyPassed,
    LessonsLeft,
    NoAttemptsLeft,
    NoQuiz,
    StartKeyUsed,
    start_attempt,
)
from courses.web.forms import HouseForm
from courses.web.frames import framed
from courses.web.layout import Button
from courses.web.learner.attempts import url
from courses.web.learner.gate import MemberRequest, learners, own_enrolment
from courses.web.learner.quiz_page import must_pass, must_pass_topics, retries
from courses.web.learner.quiz_time import allowed_words, clock_of
from courses.web.pieces import BLANKS, drawn
from courses.web.question_html import form_html
from courses.web.responses import SeeOther

PAGES = {"one": False, "all": True}


class StartForm(HouseForm):
    """Begin an attempt, on as many pages as one likes; the key makes a double click one attempt."""

    button = _("Start the quiz")
    once = True
    marks_optional = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    pages = forms.ChoiceField(
        label=_("How do you want to see the questions?"),
        help_text=_("You can change this at any time. Your answers stay."),
        choices=[("one", _("One question at a time")), ("all", _("All questions on one page"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def buttons(self) -> list[Button]:
        """Return the one button; its words tell whether an attempt is open already."""
        words = _("Continue the quiz") if self.initial.get("is_open") else self.button
        return [Button(words, once=True)]


@learners(methods=["GET", "POST"])
def start(request: MemberRequest, registration: UUID) -> HttpResponse:
    """Say what the quiz asks, and begin it."""
    enrolment = own_enrolment(request, registration)
    quiz = quiz_of(enrolment.version)
    if quiz is None:
        raise Http404
    if request.method == "POST":
        form = StartForm(request.POST)
        if form.is_valid():
            return begun(request, enrolment, form)
        # Nobody can mend a hidden key: the page comes again with a fresh one.
    return start_page(request, enrolment, quiz)


def begun(request: MemberRequest, enrolment: Enrolment, form: StartForm) -> HttpResponse:
    """Begin an attempt, or go on with the open one, and go to its first question to answer."""
    wants_all = PAGES.get(form.cleaned_data["pages"])
    try:
        attempt = start_attempt(
            enrolment=enrolment,
            start_key=form.cleaned_data["key"],
            seed=secrets.token_hex(16),
            on_one_page=wants_all,
            at=timezone.now(),
        )
    except (AlreadyPassed, LessonsLeft, NoAttemptsLeft, NoQuiz, StartKeyUsed):
        # The page itself says which of these holds, and what to do.
        return SeeOther(reverse("learner:quiz", args=[enrolment.registration]))
    if wants_all is None:
        wants_all = quiz_wishes_of(request.user.pk).on_one_page
    return SeeOther(url("questions", attempt) if wants_all else next_url(attempt))


def start_page(request: MemberRequest, enrolment: Enrolment, quiz: Assessment) -> HttpResponse:
    """Return the page that says what the quiz asks, with the button to begin or to go on."""
    lessons = lesson_states(enrolment)
    attempts = attempts_of(enrolment)
    running = next((one for one in attempts if one.handed_in_at is None), None)
    limits = limits_of(
        quiz, organisation_id=enrolment.organisation_id, course_id=enrolment.course_id
    )
    form = kept_start_form(
        is_open=running is not None,
        on_one_page=quiz_wishes_of(request.user.pk).on_one_page,
    )
    allowed = allowance_of(enrolment, limits)
    return framed(
        request,
        "courses/learner/quiz_start.html",
        parts={"form": form, **own_parts(running, attempts)},
        blanks={
            "registration": str(enrolment.registration),
            "blank_key": uuid4(),
        },
        title=enrolment.version.title,
        questions=question_count(quiz),
        left=tuple(Left(one.identifier, one.title) for one in lessons if not one.completed),
        may_take=may_take_quiz(lessons),
        is_open=running is not None,
        is_over=running is not None and is_over(running.ends_at, timezone.now()),
        is_complete=enrolment.is_complete,  # type: ignore[attr-defined]
        least=quiz.mastery_numerator,
        of=quiz.mastery_denominator,
        must_pass=must_pass(quiz),
        must_pass_topics=must_pass_topics(quiz, pool_of(enrolment.version).values()),
        tries=retries(limits.tries, len(attempts)),
        allowed=allowed_words(allowed) if allowed else "",
    )


@dataclass(frozen=True, slots=True)
class Left:
    """A lesson to finish before the quiz."""

    identifier: str
    title: str


def own_parts(running: Attempt | None, attempts: Sequence[Attempt]) -> dict[str, str]:
    """Return what the page says of the learner's own attempts, empty where there is nothing."""
    clock = clock_of(running, at=timezone.now()) if running else None
    done = [one for one in attempts if one.handed_in_at is not None]
    return {
        "ended": drawn("courses/learner/quiz_ended.html", attempt=running) if clock else "",
        "time_left": drawn("courses/components/time_left.html", clock=clock) if clock else "",
        "attempts": drawn("courses/learner/quiz_attempts.html", attempts=done) if done else "",
    }


@lru_cache(maxsize=4)
def kept_start_form(*, is_open: bool, on_one_page: bool) -> SafeString:
    """Return the form drawn once in a process, with its blanks."""
    pages = "all" if on_one_page else "one"
    form = StartForm(initial={"key": BLANKS["blank_key"], "is_open": is_open, "pages": pages})
    return form_html(form, csrf_token=BLANKS["csrf_token"])


def next_url(attempt: Attempt) -> str:
    """Return the first question without an answer, else the page of all, else the result."""
    if attempt.handed_in_at is not None:
        return url("result", attempt)
    for line in sheet_of(attempt):
        if not line.is_answered:
            return url("question", attempt, line.item)
    return url("answers", attempt)
