from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.packages.yaml_text import UnreadableYaml, load

TEXT = """\
# a comment
title: "1.0"
days: [2026-11-21, 2]
nodes:
  - id: one
    choices:
      - {id: a, text: "no"}
  - id: two
"""


def test_data_is_plain():
    data = load(TEXT).data

    assert data == {
        "title": "1.0",
        "days": [date(2026, 11, 21), 2],
        "nodes": [{"id": "one", "choices": [{"id": "a", "text": "no"}]}, {"id": "two"}],
    }
    assert {type(part) for part in (data, data["nodes"][0])} == {dict}
    assert type(data["title"]) is str


def test_yes_and_no_are_text_and_true_is_not():
    assert load("a: no\nb: true\nc: null\nd: 1.5").data == {
        "a": "no",
        "b": True,
        "c": None,
        "d": 1.5,
    }


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 2),
        (("title",), 2),
        (("nodes", 0), 5),
        (("nodes", 0, "choices", 0, "text"), 7),
        (("nodes", 1, "id"), 8),
        (("nodes", 1, "missing"), 8),
        (("nodes", 9), 4),
    ],
)
def test_lines(path, line):
    assert load(TEXT).line(path) == line


def test_lines_count_from_where_the_text_begins():
    assert load("a: 1\nb: 2", first_line=10).line(("b",)) == 11
    with pytest.raises(UnreadableYaml) as refusal:
        load("a: 1\na: 2", first_line=10)
    assert refusal.value.line == 11


def test_empty_text_holds_nothing():
    assert load("").data is None
    assert load("").line(()) == 1


def test_an_alias_to_a_plain_value_is_taken():
    assert load("a: &a x\nb: *a").data == {"a": "x", "b": "x"}


def test_exactly_twenty_levels_are_taken():
    assert load("[" * 20 + "]" * 20).data is not None
    with pytest.raises(UnreadableYaml, match="nested more than 20 deep"):
        load("[" * 21 + "]" * 21)


def test_a_text_over_one_megabyte_is_refused():
    with pytest.raises(UnreadableYaml, match="The file is larger than 1,024 KB"):
        load("x" * (1024 * 1024 + 1))


@given(st.text(alphabet="ab1-:?[]{}&*!|>'\"%@#,.~<\n \t0x", max_size=40))
def test_any_text_is_data_or_refused(text):
    with suppress(UnreadableYaml):
        assert load(text).line(("a", 0)) >= 1
