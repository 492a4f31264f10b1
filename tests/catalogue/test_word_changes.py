"""Two texts as one, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue import word_changes as module
from courses.catalogue.word_changes import Piece, as_read, plain, word_changes


def said(was, now):
    return [(piece.kind, piece.text) for piece in word_changes(was, now)]


def test_only_the_words_that_differ_are_marked():
    assert said("Tell your **lead** the same day.", "Tell your **lead** the next day.") == [
        ("same", "Tell your lead the "),
        ("gone", "same "),
        ("new", "next "),
        ("same", "day."),
    ]


def test_what_is_added_or_gone_alone_has_nothing_beside_it():
    assert said("Tell your lead.", "Always Tell your lead.") == [
        ("new", "Always "),
        ("same", "Tell your lead."),
    ]
    assert said("yes", "") == [("gone", "yes")]


def test_a_paragraph_that_is_added_leaves_the_words_before_it_alone():
    assert said("Pass it on.", "Pass it on.\n\nThe same day.") == [
        ("same", "Pass it on."),
        ("new", "\n\nThe same day."),
    ]


def test_where_spaces_alone_differ_both_are_shown_and_equal_texts_are_the_same():
    assert said("one  two", "one two") == [("gone", "one  two"), ("new", "one two")]
    assert said("one", "one") == [("same", "one")]


def test_where_marks_alone_differ_they_are_shown():
    assert said("Tell **your** lead", "Tell your lead") == [
        ("same", "Tell "),
        ("gone", "**your** "),
        ("new", "your "),
        ("same", "lead"),
    ]


def test_long_stretches_that_are_the_same_are_left_out():
    words = [f"w{n}" for n in range(100)]
    now = " ".join([*words[:50], "other", *words[51:]])

    kinds = list(word_changes(" ".join(words), now))

    assert [piece.kind for piece in kinds] == [
        "skipped", "same", "gone", "new", "same", "skipped",
    ]  # fmt: skip
    assert kinds[1].text.split() == words[38:50]
    assert kinds[4].text.split() == words[51:63]


def test_very_long_texts_are_compared_by_the_line(monkeypatch):
    monkeypatch.setattr(module, "MOST", 1)

    assert said("one two\nthree four\n", "one two\nthree five\n") == [
        ("same", "one two\n"),
        ("gone", "three four\n"),
        ("new", "three five\n"),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Tell your **lead** today", "Tell your lead today"),
        ("a *quiet* word", "a quiet word"),
        ("## A heading\ntext", "A heading\ntext"),
        ("* an item", "* an item"),
        ("3 * 4 = 12", "3 * 4 = 12"),
    ],
)
def test_marks_are_left_away(typed, read):
    assert plain(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("See [the *guide*](https://a.example/b_(c)) today", "See the guide today"),
        ("Write to <mailto:a@b.example>", "Write to a@b.example"),
        ("Press `Ctrl` and ``a``", "Press Ctrl and a"),
        ("a __loud__ and _quiet_ snake_case", "a loud and quiet snake_case"),
        ("* one\n  - two\n> said\n> - so", "one\ntwo\nsaid\nso"),
        ("2. second\n### Heading", "2. second\nHeading"),
        ("| Who | When |\n|:---|---:|\n| Lead | **Today** |", "Who, When\nLead, Today"),
        ("one\n\n---\n\ntwo", "one\n\n\ntwo"),
        ("under\n18 - or 3 * 4", "under\n18 - or 3 * 4"),
    ],
)
def test_a_text_that_is_read_comes_down_to_its_words(typed, read):
    assert as_read(typed) == read


TEXTS = st.text(alphabet="ab \n", max_size=30)


@given(TEXTS, TEXTS)
def test_the_pieces_hold_both_texts_whole(was, now):
    pieces = word_changes(was, now)

    def told(kind):
        return "".join(piece.text for piece in pieces if piece.kind in {"same", kind}).split()

    if Piece("skipped", "") not in pieces:
        assert (told("gone"), told("new")) == (was.split(), now.split())
