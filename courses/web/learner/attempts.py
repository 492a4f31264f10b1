"""The sender's own attempts at a quiz: found, addressed, and what is shown once time is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from courses.assessment.models import Attempt, Response
from courses.assessment.queries import attempt_at, attempt_here, sheet_of
from courses.assessment.timing import is_over
from courses.common.dates import local_date
from courses.common.html import trusted
from courses.web.forms import HouseForm
from courses.web.item_forms import ItemForm
from courses.web.layout import Button
from courses.web.learner.gate import MemberRequest
from courses.web.learner.quiz_page import chosen_words
from courses.web.middleware import address
from courses.web.pieces import BLANKS
from courses.web.responses import SeeOther


class HandInForm(HouseForm):
    """Hand in; nothing to fill in."""

    words: str | Promise = _("Submit quiz")

    def buttons(self) -> list[Button]:
        """Return the one button."""
        return [Button(self.words, once=True)]


def own_attempt(request: MemberRequest, registration: UUID, number: int) -> Attempt:
    """Return the sender's attempt at this address, to go on with it.

    :raises Http404: when it is missing, somebody else's, or of an organisation the sender has left.
    """
    today = local_date(timezone.now())
    attempt = attempt_here(learner=request.user, registration=registration, number=number, on=today)
    if attempt is None or (request.method == "POST" and attempt.enrolment.closed_at is not None):
        raise Http404
    request.organisation = attempt.enrolment.organisation
    return attempt


def kept_attempt(request: MemberRequest, registration: UUID, number: int) -> Attempt:
    """Return the sender's attempt at this address, as part of their record: leavers keep it.

    Its organisation becomes the page's.

    :raises Http404: when it is missing or somebody else's.
    """
    attempt = attempt_at(learner=request.user, registration=registration, number=number)
    if attempt is None:
        raise Http404
    request.organisation = attempt.enrolment.organisation
    return attempt


def url(name: str, attempt: Attempt, *more: str) -> str:
    """Return the address of one page of an attempt."""
    blank = BLANKS["registration"]
    at = address(f"learner:{name}", blank, str(attempt.number), *more)
    return at.replace(blank, str(attempt.enrolment.registration))


@dataclass(frozen=True, slots=True)
class Late:
    """One answer that came after the end."""

    position: int
    stem: SafeString
    chosen: tuple[SafeString, ...]


def late_answers(sent: Sequence[tuple[Response, ItemForm]]) -> list[Late]:
    """Return what was sent, in the words of the options; what is not in order is left out."""
    return [
        Late(
            response.position,
            trusted(response.item.stem_html),
            chosen_words(response.item, form.chosen()),
        )
        for response, form in sent
        if form.is_valid()
    ]


def shut(
    request: MemberRequest,
    attempt: Attempt,
    *,
    at: datetime,
    sent: Sequence[tuple[Response, ItemForm]] = (),
) -> HttpResponse | None:
    """Return where to go once ``attempt`` takes no answer any more; None while it does.

    What was ``sent`` too late is shown once more, for nothing typed is lost from view.
    """
    ended = is_over(attempt.ends_at, at)
    if ended and (attempt.handed_in_at is None or attempt.ran_out):
        late = late_answers(sent)
        if late:
            return time_over(request, attempt, late=late)
    if attempt.handed_in_at is not None:
        return SeeOther(url("result", attempt))
    return SeeOther(url("answers", attempt)) if ended else None


def time_over(
    request: MemberRequest, attempt: Attempt, *, late: Sequence[Late] = ()
) -> HttpResponse:
    """Return the page that says that the time is over and what counts; one query."""
    form = HandInForm()
    form.action = url("hand_in", attempt)
    form.words = _("See your result")
    lines = sheet_of(attempt)
    context = {
        "attempt": attempt,
        "form": form,
        "late": late,
        "answered": sum(line.is_answered for line in lines),
        "total": len(lines),
    }
    return render(request, "courses/learner/time_over.html", context)
