"""Figures of questions in words, and a file from which every figure can be worked out again."""

from math import sqrt

import pytest

from courses.catalogue.models import Item
from courses.reporting.misunderstood import Sat, figures_of
from courses.web.lead.question_rows import (
    QUESTION_COLUMNS,
    advice_of,
    comparison_of,
    questions_table,
    sorted_questions,
)


@pytest.fixture
def item(small_course):
    """Return a question of the small course."""
    return Item.objects.filter(version=small_course, in_quiz=True).order_by("identifier").first()


def answers(right, wrong, *, best_right=True):
    """Return so many right and wrong answers, with rest scores that differ."""
    good, bad = (0.9, 0.5) if best_right else (0.5, 0.9)
    return [
        *(Sat(n, True, ("tell-lead",), good - n % 2 / 10) for n in range(right)),
        *(Sat(n, False, ("wait",), bad - n % 2 / 10) for n in range(wrong)),
    ]


def test_the_words_say_what_to_do(item):
    against = figures_of(item, answers(10, 20, best_right=False))
    easy = figures_of(item, answers(30, 0))

    assert advice_of(against) == [
        "Strong staff get it wrong more often than others: check the key.",
        "Many get this wrong: talk it through in the team, or ask for it to be reworded.",
        "Nobody picks: Ask the child.",
    ]
    assert "get this one wrong more often (-0." in comparison_of(against)
    assert "weak evidence" in comparison_of(against)
    assert advice_of(easy)[0] == "Very easy: fine for what everybody must know."
    assert comparison_of(easy) == ""


def test_how_it_tells_people_apart_has_three_words(item):
    apart = figures_of(item, answers(20, 10))
    mixed = [*answers(15, 15), *answers(15, 14, best_right=False)]
    hardly = figures_of(item, [*mixed, Sat(1, True, ("tell-lead",), 0.9)])

    assert "are more often right here too (+0." in comparison_of(apart)
    assert "hardly more often right here (+0." in comparison_of(hardly)


def test_questions_are_sorted_by_each_figure_and_those_without_it_come_last(item):
    slow = [Sat(n, False, ("wait",), 0.5, 90.0) for n in range(40)]
    missed = figures_of(item, slow)
    split = figures_of(item, answers(20, 20))
    known = figures_of(item, answers(40, 0))
    every = [split, known, missed]

    found = {one: sorted_questions(every, one) for one in ("right", "-right", "apart", "-seconds")}

    assert found["right"] == [missed, split, known]
    assert found["-right"] == [known, split, missed]
    assert found["apart"][0] == split
    assert found["-seconds"][0] == missed


def test_fewer_than_ten_get_no_advice(item):
    assert advice_of(figures_of(item, answers(5, 4))) == []


def test_every_figure_follows_from_the_file(item):
    question = figures_of(item, [*answers(20, 9), Sat(1, False, ("ask",), 0.1)])

    heading = [column.heading for column in QUESTION_COLUMNS]
    rows = list(questions_table([question], version="1.0.0"))
    row = dict(zip(heading, rows[0], strict=True))

    share = row["Right first time"] / row["People"]
    assert abs(100 * share - float(row["Per cent right"])) <= 0.1
    means = (
        float(row["Mean of the others where right"]),
        float(row["Mean of the others where wrong"]),
    )
    again = (means[0] - means[1]) / float(row["Spread of the others"]) * sqrt(share * (1 - share))
    assert abs(again - float(row["Discrimination"])) <= 0.001
    assert {one[10]: one[13] for one in rows} == {"tell-lead": 20, "wait": 9, "ask": "1 or 2"}
    assert {one[10]: one[12] for one in rows} == {"tell-lead": "yes", "wait": "no", "ask": "no"}
