"""A question put together from what was drawn once is what crispy draws in that order."""

from itertools import permutations

import pytest

from courses.catalogue.models import Item, Option
from courses.web.item_forms import QUIZ_FORMS
from courses.web.pieces import BLANKS
from courses.web.question_html import (
    FORM_ID,
    form_html,
    kept_question,
    kept_shape,
    question_html,
)

NAMES = ("call", "note", "tell")
ANSWERS = {
    "choice": {"v": 1, "chosen": ["note"]},
    "multiple": {"v": 1, "chosen": ["call", "tell"]},
    "order": {"v": 1, "chosen": ["tell", "call", "note"]},
    "match": {"v": 1, "pairs": {"call": "Now", "note": "Today", "tell": "Today"}},
}


@pytest.fixture
def make_item(small_course):
    """Return a maker of a stored question of one kind with three options."""

    def make(kind):
        item = Item.objects.create(
            version=small_course,
            identifier=f"of-kind-{kind}",
            kind=kind,
            stem_html="<p>What do you <em>do</em>?</p>",
            in_quiz=True,
            outcome=small_course.outcomes.first(),
        )
        for place, name in enumerate(NAMES, start=1):
            Option.objects.create(
                item=item,
                identifier=name,
                position=place,
                place=place,
                html=f"{name.title()} <em>first</em>",
                pair="Now" if name == "call" else "Today",
                feedback_source="Why.",
            )
        return item

    return make


def drawn_by_crispy(item, order, chosen):
    """Return the form as crispy draws it with its options in this order."""
    options = {option.identifier: option for option in item.options.all()}
    form = QUIZ_FORMS[item.kind](item, [options[name] for name in order], chosen=chosen)
    form.caption, form.form_id = "Question 3 of 20 <here>", FORM_ID
    return form_html(form, csrf_token="a-token")


def put_together(item, order, chosen, *, edition="one"):
    """Return the form put together in this order."""
    return question_html(
        item,
        chosen=chosen,
        order=order,
        caption="Question 3 of 20 <here>",
        edition=edition,
        csrf_token="a-token",
    )


@pytest.mark.parametrize("kind", list(ANSWERS))
def test_it_is_what_crispy_draws_in_every_order_with_and_without_an_answer(kind, make_item):
    item = make_item(kind)

    for order in permutations(NAMES):
        for chosen in ({}, ANSWERS[kind]):
            html = put_together(item, order, chosen)
            assert html == drawn_by_crispy(item, order, chosen)
            assert [blank for blank in BLANKS.values() if blank in html] == []
    drawn = [kept.cache_info().misses for kept in (kept_shape, kept_question)]
    assert drawn == ([2, 0] if kind in {"choice", "multiple"} else [0, 2])


@pytest.mark.parametrize("choose", [None, 2, 3])
def test_a_question_says_how_many_to_choose(choose, make_item):
    item = make_item("multiple")
    item.choose = choose

    assert put_together(item, NAMES, {}) == drawn_by_crispy(item, NAMES, {})


def test_a_draft_is_drawn_anew_and_another_edition_too(make_item):
    item = make_item("order")
    put_together(item, NAMES, {})
    item.stem_html = "<p>What is better?</p>"

    assert "What is better?" not in put_together(item, NAMES, {})
    assert "What is better?" in put_together(item, NAMES, {}, edition="two")
    assert "What is better?" in put_together(item, NAMES, {}, edition="")
    assert kept_question.cache_info().misses == 2
