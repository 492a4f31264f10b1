"""How two spellings of a name compare."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.common.names import LONGEST, fold, fold_name, in_one_line, without_hidden


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Siân Ŵyn Pritchard", "sian wyn pritchard"),
        ("  Tomasz   Zielin\u0301ski\t", "tomasz zielinski"),
        ("O'Brien-Smith", "o'brien-smith"),
        ("Straße", "strasse"),
        ("İpek", "ipek"),
        ("李 明", "李 明"),
        ("", ""),
    ],
)
def test_case_accents_and_spaces_do_not_count(name, folded):
    assert fold(name) == folded


def test_a_name_that_grows_when_it_is_folded_fits_its_column_all_the_same():
    assert fold_name("Straße") == fold("Straße")
    assert (len(fold("ß" * 150)), fold_name("ß" * 150)) == (300, "s" * LONGEST)


def test_different_names_stay_different():
    assert fold("Amira Haddad") != fold("Amira Hadad")


@settings(deadline=None)
@given(st.text())
def test_spaces_around_and_between_never_count(name):
    words = fold(name)

    assert fold(f"  {name}\n") == words
    assert words == " ".join(words.split())


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Amira\u200b Had\u00adad\ufeff", "Amira Hadad"),
        ("Amira \u202edaddaH\u202c", "Amira daddaH"),
        ("A\x00m\x1bira\x7f", "Amira"),
        ("\u200f\u2066\u2069\u2060", ""),
        ("\u0646\u200c\u0645 \u0d28\u0d4d\u200d", "\u0646\u200c\u0645 \u0d28\u0d4d\u200d"),
    ],
    ids=["came along", "turned round", "control", "nothing else", "joiners stay"],
)
def test_hidden_characters_go_and_joiners_stay(typed, seen):
    assert without_hidden(typed) == seen
    assert in_one_line(f" {typed}\n") == seen


def test_lines_and_tabs_part_words():
    assert without_hidden("Mei\r\n\tTan") == "Mei\r\n\tTan"
    assert in_one_line("Mei\r\n\tTan") == "Mei Tan"
