"""Three questions from the link of a mail: answered signed out, shown to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from courses.accounts.queries import wishes_of
from courses.assessment import services as assessment
from courses.assessment.models import Refresher, RefresherCard
from courses.assessment.recall import cards_of, next_refresher, refresher_at
from courses.assessment.refresher import OPEN_DAYS, weeks_until
from courses.common.dates import local_date
from courses.common.html import trusted
from courses.common.links import read, signed
from courses.web.item_forms import CHECK_FORMS, ItemForm
from courses.web.lesson_page import Feedback, feedback_to, with_template
from courses.web.public.gate import anybody
from courses.web.responses import SeeOther


@dataclass(frozen=True, slots=True)
class Answered:
    """The question answered last, with the feedback on it."""

    stem: SafeString
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class Following:
    """What comes after a set: in about how many weeks, and whether what was missed is sooner."""

    weeks: int | None
    returns: bool
    often_url: str


def open_refresher(token: str) -> Refresher | None:
    """Return the refresher of a link that still works, or None."""
    number = read("refresher", token)
    found = refresher_at(number) if number is not None else None
    if found is None or found.offered_at + timedelta(days=OPEN_DAYS) < timezone.now():
        return None
    return found


@anybody(methods=["GET"])
def questions(request: HttpRequest, refresher: str) -> HttpResponse:
    """Show the first question not answered yet, below it why the last answer was right or not."""
    found = open_refresher(refresher)
    return over(request) if found is None else page(request, found, cards_of(found))


@anybody(methods=["GET", "POST"])
def answer(request: HttpRequest, refresher: str, position: int) -> HttpResponse:
    """Keep the answer to one question and show its feedback; a repeat changes nothing.

    A GET, as after signing in again or with Back, leads to the questions.
    """
    found = open_refresher(refresher)
    cards = cards_of(found) if found else []
    card = next((one for one in cards if one.position == position), None)
    if found is None or card is None:
        return over(request)
    there = reverse("public:refresher", args=[refresher])
    if request.method == "GET" or card.answered_at is not None:
        return SeeOther(there)
    form = form_for(card, data=request.POST)
    if not form.is_valid():
        return page(request, found, cards, bound=form)
    assessment.answer_card(card=card, chosen=form.chosen(), at=timezone.now())
    return SeeOther(there)


@anybody(methods=["GET", "POST"])
def skip(request: HttpRequest, refresher: str) -> HttpResponse:
    """Leave out what is not answered yet, or with the word "no" have it after all; GET leads back.

    Nothing to explain, and a repeat changes nothing more.
    """
    found = open_refresher(refresher)
    if found is None:
        return over(request)
    if request.method == "POST":
        is_wanted = request.POST.get("skip") == "no"
        assessment.skip(refresher=found, at=None if is_wanted else timezone.now())
    return SeeOther(reverse("public:refresher", args=[refresher]))


def form_for(card: RefresherCard, data: Any = None) -> ItemForm:
    """Return the form of one question, its options in the order kept."""
    options = {option.identifier: option for option in card.item.options.all()}
    ordered = [options[identifier] for identifier in card.option_order["options"]]
    return CHECK_FORMS[card.item.kind](card.item, ordered, chosen={}, data=data)


def page(
    request: HttpRequest,
    refresher: Refresher,
    cards: Sequence[RefresherCard],
    bound: ItemForm | None = None,
) -> HttpResponse:
    """Return the page of one question, or the end; ``bound`` is a form with errors."""
    answered = [card for card in cards if card.answered_at is not None]
    card = next((card for card in cards if card.answered_at is None), None)
    last = answered[-1] if answered else None
    is_skipped = card is not None and refresher.skipped_at is not None and bound is None
    if is_skipped:
        card = last = None
    missed = sorted({card.item.outcome.text for card in answered if not card.right})
    today = local_date(timezone.now())
    context = {
        "token": signed("refresher", refresher.pk),
        "again": refresher.again,
        "is_skipped": is_skipped,
        "following": None if card else following(refresher, missed=bool(missed), on=today),
        "card": card,
        "total": len(cards),
        "fields": with_template(bound or form_for(card)) if card else "",
        "error_form": bound,
        "last": Answered(trusted(last.item.stem_html), feedback_to(last.item, last.chosen))
        if last and not bound
        else None,
        "missed": missed,
    }
    return render(request, "courses/public/refresher.html", context)


def following(refresher: Refresher, *, missed: bool, on: date) -> Following:
    """Return what the person is to expect after this set, on ``on``; four queries."""
    learner = refresher.enrolment.learner
    wishes = wishes_of(learner.pk)
    day = next_refresher(learner=learner, on=on)
    wants_all = wishes is not None and not wishes.fewer_refreshers
    return Following(
        weeks=weeks_until(day, on) if day else None,
        returns=missed and not refresher.again and wants_all and day is not None,
        often_url=reverse("public:optional_mail", args=[signed("optional-mail", learner.pk)]),
    )


def over(request: HttpRequest) -> HttpResponse:
    """Say that the link no longer works, and the way on."""
    return render(request, "courses/public/refresher_over.html", {"days": OPEN_DAYS}, status=404)
