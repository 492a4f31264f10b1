"""What is written is read back as the same data, whatever the texts hold."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courses.packages import characters, yaml_text
from courses.packages.formats.yaml_writing import said, written

TEXTS = st.text(max_size=80).filter(lambda text: not characters.refusal_of(text))
LINES = st.lists(st.sampled_from(["", " ", "a", "- b", "# c", "d: e", "  f", "\t", "'", "---"]))
ANY = TEXTS | LINES.map("\n".join)


@given(ANY)
@example("yes")
@example("1.10")
@example("012")
@example("2027-09-01")
@example("null")
@example("one\u2028two\n three")
@example("A long text that has to be broken somewhere " * 5)
@example("two lines\nof text\n")
@example("<<")
def test_every_text_comes_back_as_it_was(text):
    data = {"key": text, "list": [{"deep": text, "next": "a"}]}

    assert yaml_text.load(written(data)).data == data


def test_values_are_written_once_each_and_in_their_order():
    day = date(2027, 9, 1)

    text = written([{"b": day, "a": day, "on": True, "of": [3, 4]}])

    assert text == (
        "  - b: 2027-09-01\n    a: 2027-09-01\n    on: true\n    of:\n      - 3\n      - 4\n"
    )


def test_several_lines_are_written_line_by_line():
    assert written({"text": "One.\n\n- Two."}) == "text: |-\n  One.\n\n  - Two.\n"


@pytest.mark.parametrize("nothing", [None, False, 0, "", (), []])
def test_what_says_nothing_is_left_out(nothing):
    assert said(kept="yes", left=nothing) == {"kept": "yes"}
