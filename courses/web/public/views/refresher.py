"""Three questions from the link of a mail: answered signed out, shown to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from courses.assessment.models import Refresher, RefresherCard
from courses.assessment.recall import cards_of, refresher_at
from courses.assessment.refresher import OPEN_DAYS
from courses.assessment.services import answer_card
from courses.common.html import trusted
from courses.common.links import read
from courses.web.item_forms import CHECK_FORMS, ItemForm
from courses.web.lesson_page import Feedback, feedback_to, with_template
from courses.web.public.gate import anybody
from courses.web.responses import SeeOther


@dataclass(frozen=True, slots=True)
class Answered:
    """The question answered last, with the feedback on it."""

    stem: SafeString
    feedback: Feedback


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
    return over(request) if found is None else page(request, refresher, cards_of(found))


@anybody(methods=["GET", "POST"])
def answer(request: HttpRequest, refresher: str, position: int) -> HttpResponse:
    """Keep the answer to one question and show its feedback; a repeat changes nothing.

    A GET, as after signing in again or with Back, leads to the questions.
    """
    found = open_refresher(refresher)
    cards = cards_of(found) if found else []
    card = next((one for one in cards if one.position == position), None)
    if card is None:
        return over(request)
    there = reverse("public:refresher", args=[refresher])
    if request.method == "GET" or card.answered_at is not None:
        return SeeOther(there)
    form = form_for(card, data=request.POST)
    if not form.is_valid():
        return page(request, refresher, cards, bound=form)
    answer_card(card=card, chosen=form.chosen(), at=timezone.now())
    return SeeOther(there)


def form_for(card: RefresherCard, data: Any = None) -> ItemForm:
    """Return the form of one question, its options in the order kept."""
    options = {option.identifier: option for option in card.item.options.all()}
    ordered = [options[identifier] for identifier in card.option_order["options"]]
    return CHECK_FORMS[card.item.kind](card.item, ordered, chosen={}, data=data)


def page(
    request: HttpRequest, token: str, cards: Sequence[RefresherCard], bound: ItemForm | None = None
) -> HttpResponse:
    """Return the page of one question, or the end; ``bound`` is a form with errors."""
    answered = [card for card in cards if card.answered_at is not None]
    card = next((card for card in cards if card.answered_at is None), None)
    last = answered[-1] if answered else None
    context = {
        "token": token,
        "card": card,
        "total": len(cards),
        "fields": with_template(bound or form_for(card)) if card else "",
        "error_form": bound,
        "last": Answered(trusted(last.item.stem_html), feedback_to(last.item, last.chosen))
        if last and not bound
        else None,
        "missed": sorted({card.item.outcome.text for card in answered if not card.right}),
    }
    return render(request, "courses/public/refresher.html", context)


def over(request: HttpRequest) -> HttpResponse:
    """Say that the link no longer works, and the way on."""
    return render(request, "courses/public/refresher_over.html", {"days": OPEN_DAYS}, status=404)
