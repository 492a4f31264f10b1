"""The pages of the quiz in rows and words."""

from types import SimpleNamespace
from uuid import UUID

import pytest

from courses.assessment.queries import responses_of
from courses.catalogue.models import Item, Option
from courses.web.learner.quiz_page import (
    answer_rows,
    chosen_words,
    outcome_of,
    retries,
    reviewed_option,
)
from tests.small_course import chosen

REGISTRATION = UUID(int=7)


def item_of(kind):
    """Return a question with two options that is not stored."""
    options = [
        Option(
            identifier="call", html="Call", pair="Now", place=1, feedback_html="Yes.", correct=True
        ),
        Option(identifier="note", html="Note", pair="Today", place=2, feedback_html="Later."),
    ]
    return SimpleNamespace(kind=kind, options=SimpleNamespace(all=lambda: options))


@pytest.mark.parametrize(
    ("kind", "kept", "words"),
    [
        ("choice", {"v": 1, "chosen": ["note"]}, ("Note",)),
        ("multiple", {"v": 1, "chosen": ["call", "note"]}, ("Call", "Note")),
        ("order", {"v": 1, "chosen": ["note", "call"]}, ("Note", "Call")),
        ("match", {"v": 1, "pairs": {"call": "Today"}}, ("Call: Today",)),
        ("choice", {}, ()),
        ("match", {}, ()),
    ],
)
def test_an_answer_is_shown_in_the_words_of_the_options(kind, kept, words):
    assert chosen_words(item_of(kind), kept) == words


@pytest.mark.parametrize(
    ("kind", "kept", "lines"),
    [
        ("choice", ("note",), [("Call", True, False), ("Note", False, True)]),
        ("order", ("call", "note"), [("1. Call", True, True), ("2. Note", True, True)]),
        (
            "order",
            ("note", "call"),
            [
                ("1. Call (you put it in place 2)", True, False),
                ("2. Note (you put it in place 1)", True, False),
            ],
        ),
        ("order", (), [("1. Call", True, False), ("2. Note", True, False)]),
        (
            "match",
            {"call": "Today", "note": "Today"},
            [("Call: Now (you chose: Today)", True, False), ("Note: Today", True, True)],
        ),
    ],
    ids=["choice", "order", "order-wrong", "order-unanswered", "match-half"],
)
def test_a_reviewed_line_shows_where_it_belongs_and_whether_it_was_put_there(kind, kept, lines):
    shown = [
        reviewed_option(option, kept=kept, kind=kind) for option in item_of(kind).options.all()
    ]

    assert [(line.html, line.is_correct, line.was_chosen) for line in shown] == lines
    assert [line.feedback for line in shown] == ["Yes.", "Later."]


def test_a_pair_is_text_and_never_markup():
    option = Option(identifier="a", html="A", pair="<b>x</b>", feedback_html="Why.")

    assert str(reviewed_option(option, kept={}, kind=Item.Kind.MATCH).html) == (
        "A: &lt;b&gt;x&lt;/b&gt;"
    )


def test_a_chosen_pair_keeps_the_words_of_its_line_and_is_itself_text():
    item = item_of("match")
    item.options.all()[0].html = "<em>Call</em>"

    (words,) = chosen_words(item, {"v": 1, "pairs": {"call": "<b>x</b>"}})

    assert words.__html__() == "<em>Call</em>: &lt;b&gt;x&lt;/b&gt;"


@pytest.mark.parametrize(
    ("allowed", "used", "left", "may_try", "offers_help"),
    [
        (None, 0, None, True, False),
        (None, 2, None, True, True),
        (3, 2, 1, True, True),
        (3, 3, 0, False, True),
        (1, 5, 0, False, True),
        (1, 0, 1, True, False),
    ],
)
def test_tries_are_counted_and_help_is_offered_after_two(allowed, used, left, may_try, offers_help):
    tries = retries(allowed, used)

    assert (tries.used, tries.left, tries.may_try, tries.offers_help) == (
        used,
        left,
        may_try,
        offers_help,
    )


def test_every_question_has_its_row_answered_or_not(attempt):
    first = attempt.responses.get(position=1)
    first.chosen = chosen("wait")
    first.save()

    rows = answer_rows(responses_of(attempt), lambda response: f"/q/{response.position}/")

    assert [(row.position, row.is_answered, row.chosen) for row in rows] == [
        (1, True, ("Wait for proof.",)),
        (2, False, ()),
    ]
    assert rows[0].url == "/q/1/"


def test_a_pass_rereads_nothing(passed):
    outcome = outcome_of(responses_of(passed), REGISTRATION)

    assert (outcome.right, outcome.total, outcome.missed_critical, outcome.reread) == (2, 2, 0, ())
    assert [question.is_right for question in outcome.questions] == [True, True]


def test_not_yet_names_each_passage_once_with_its_address(failed):
    outcome = outcome_of(responses_of(failed), REGISTRATION)

    assert (outcome.right, outcome.total, outcome.missed_critical) == (0, 2, 1)
    assert sorted((one.title, one.lesson, one.url) for one in outcome.reread) == [
        ("Noticing", "First lesson", f"/learn/{REGISTRATION}/lessons/first/#notice"),
        ("Ring 999", "Second lesson", f"/learn/{REGISTRATION}/lessons/second/#ring"),
    ]
    assert [len(question.options) for question in outcome.questions] == [3, 3]
    chosen_ones = [o for q in outcome.questions for o in q.options if o.was_chosen]
    assert [str(one.feedback) for one in chosen_ones] == ["Not quite. Do not wait."] * 2
