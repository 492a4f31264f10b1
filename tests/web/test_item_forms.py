"""One form for each kind of question: what it asks, what it keeps, what it refuses."""

import re

import pytest
from crispy_forms.utils import render_crispy_form

from courses.catalogue.models import Item, Option
from courses.web.item_forms import CHECK_FORMS, QUIZ_FORMS
from courses.web.learner.quiz_sheet import SHEET_FORMS

ORDER = {"call": "1", "note": "2", "tell": "3"}
MATCH = {"call": "Now", "note": "Today", "tell": "Today"}
RIGHT = {
    "choice": ({"answer": "call"}, {"v": 1, "chosen": ["call"]}),
    "multiple": ({"answer": ["call", "note"]}, {"v": 1, "chosen": ["call", "note"]}),
    "order": (ORDER, {"v": 1, "chosen": ["call", "note", "tell"]}),
    "match": (MATCH, {"v": 1, "pairs": MATCH}),
}
KINDS = list(RIGHT)
EMPTY = {
    "choice": {"answer": ["Select an answer"]},
    "multiple": {"answer": ["Select all that apply"]},
    "order": {name: [f"Choose a place for: {name.title()} first"] for name in ORDER},
    "match": {name: [f"Choose what fits: {name.title()} first"] for name in MATCH},
}
FOREIGN = {
    "choice": {"answer": "of-another-item"},
    "multiple": {"answer": ["call", "of-another-item"]},
    "order": {**ORDER, "tell": "4"},
    "match": {**MATCH, "tell": "Of another item"},
}


def form_of(kind, *, data=None, chosen=None, forms=QUIZ_FORMS, prefix=None, choose=None):
    """Return the form of a question with three options, none of it stored."""
    item = Item(kind=kind, identifier="first-step", stem_html="What do you do?", choose=choose)
    pairs = {"call": "Now", "note": "Today", "tell": "Today"}
    options = [
        Option(identifier=name, html=f"{name.title()} <em>first</em>", pair=pair)
        for name, pair in pairs.items()
    ]
    return forms[kind](item, options, chosen=chosen or {}, data=data, prefix=prefix)


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_answer_is_kept_as_it_is_stored(kind):
    data, stored = RIGHT[kind]
    form = form_of(kind, data=data)

    assert form.errors == {}
    assert form.chosen() == stored


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("forms", [QUIZ_FORMS, CHECK_FORMS])
def test_an_empty_answer_is_refused_with_what_to_do(kind, forms):
    form = form_of(kind, data={}, forms=forms)

    assert form.errors == EMPTY[kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("forms", [QUIZ_FORMS, CHECK_FORMS, SHEET_FORMS])
def test_an_option_of_another_item_is_refused(kind, forms):
    form = form_of(kind, data=FOREIGN[kind], forms=forms)

    (messages,) = form.errors.values()
    assert re.fullmatch(
        r"Select a valid choice\. .* is not one of the available choices\.", *messages
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_kept_answer_is_shown_again(kind):
    data, stored = RIGHT[kind]
    html = render_crispy_form(form_of(kind, chosen=stored))
    marked = re.findall(r'value="([^"]*)"[^>]*? (?:checked|selected)', html)

    wanted = data["answer"] if "answer" in data else list(data.values())
    assert marked == ([wanted] if isinstance(wanted, str) else wanted)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_chosen_beforehand(kind):
    html = render_crispy_form(form_of(kind))

    assert re.findall(r'value="([^"]+)"[^>]*? (?:checked|selected)', html) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_partial_answer_names_what_is_left(kind):
    if kind in {"choice", "multiple"}:
        assert form_of(kind, data={"answer": ""}).errors == EMPTY[kind]
        return
    data = dict(RIGHT[kind][0])
    del data["tell"]

    assert form_of(kind, data=data).errors == {"tell": EMPTY[kind]["tell"]}


def test_a_place_given_twice_is_refused():
    form = form_of("order", data={"call": "1", "note": "1", "tell": "2"})

    assert form.errors == {"call": ["Give each place once"]}


def test_the_order_is_that_of_the_places_not_of_the_lines():
    form = form_of("order", data={"call": "3", "note": "1", "tell": "2"})

    assert form.errors == {}
    assert form.chosen() == {"v": 1, "chosen": ["note", "tell", "call"]}


def test_pairs_are_listed_once_in_alphabetical_order():
    field = form_of("match").fields["call"]

    assert [value for value, _words in field.choices] == ["", "Now", "Today"]


UNSURE = {
    "choice": ({"answer": "not-sure"}, {"v": 1, "chosen": ["not-sure"]}),
    "multiple": ({"answer": ["not-sure"]}, {"v": 1, "chosen": ["not-sure"]}),
    "order": ({"not-sure": ["not-sure"]}, {"v": 1, "chosen": ["not-sure"]}),
    "match": (
        {"not-sure": ["not-sure"], "call": "Now"},
        {"v": 1, "pairs": {"not-sure": "not-sure"}},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("forms", [QUIZ_FORMS, CHECK_FORMS, SHEET_FORMS])
def test_not_sure_is_offered_in_lessons_alone(kind, forms):
    data, _stored = UNSURE[kind]

    assert (form_of(kind, data=data, forms=forms).errors == {}) is (forms is CHECK_FORMS)


@pytest.mark.parametrize("kind", KINDS)
def test_not_sure_is_kept_and_shown_again(kind):
    data, stored = UNSURE[kind]
    form = form_of(kind, data=data, forms=CHECK_FORMS)
    again = render_crispy_form(form_of(kind, chosen=stored, forms=CHECK_FORMS))

    assert (form.errors, form.chosen()) == ({}, stored)
    assert re.findall(r'value="([^"]+)"[^>]*? (?:checked|selected)', again) == ["not-sure"]


@pytest.mark.parametrize("choose", [None, 2])
def test_not_sure_stands_alone_among_several_answers(choose):
    both = form_of(
        "multiple", data={"answer": ["call", "not-sure"]}, forms=CHECK_FORMS, choose=choose
    )
    alone = form_of("multiple", data={"answer": ["not-sure"]}, forms=CHECK_FORMS, choose=choose)

    assert both.errors == {"answer": ["Select “I am not sure” alone, or not at all"]}
    assert alone.errors == {}


@pytest.mark.parametrize("kind", ["order", "match"])
def test_lines_of_a_check_are_kept_as_ever_by_whoever_is_sure(kind):
    data, stored = RIGHT[kind]

    form = form_of(kind, data=data, forms=CHECK_FORMS)

    assert (form.errors, form.chosen()) == ({}, stored)


def test_a_place_given_twice_in_a_check_is_refused():
    form = form_of("order", data={"call": "1", "note": "1", "tell": "2"}, forms=CHECK_FORMS)

    assert form.errors == {"call": ["Give each place once"]}


def test_a_check_knows_its_fields_by_the_name_of_its_block():
    form = form_of("choice", forms=CHECK_FORMS, prefix="b", data={"b-answer": "call"})

    assert form.errors == {}
    assert form.chosen() == {"v": 1, "chosen": ["call"]}
    assert (
        form_of("choice", forms=CHECK_FORMS, prefix="b", data={"answer": "call"}).errors
        == (EMPTY["choice"])
    )


def test_the_words_of_authors_are_shown_as_html_and_values_as_text():
    html = render_crispy_form(form_of("choice"))

    assert html.count("<em>first</em>") == 3
    assert re.findall(r'value="(\w+)"', html) == ["call", "note", "tell"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_never_says_what_is_right(kind):
    item = Item(kind=kind, identifier="first-step", stem_html="What do you do?")
    options = [
        Option(
            identifier=name,
            html=name,
            pair=f"pair of {name}",
            correct=name == "call",
            place=place,
            feedback_html=f"SENTINEL {name}",
        )
        for place, name in enumerate(("call", "note", "tell"), start=1)
    ]

    html = render_crispy_form(QUIZ_FORMS[kind](item, options, chosen={}))

    assert "SENTINEL" not in html
    assert "correct" not in html.lower()


def test_a_question_for_two_answers_takes_exactly_two():
    short = form_of("multiple", data={"answer": ["call"]}, choose=2)
    right = form_of("multiple", data={"answer": ["call", "note"]}, choose=2)

    assert short.errors == {"answer": ["Select 2 answers"]}
    assert right.errors == {}
