import pytest

from courses.packages.rules import wording


@pytest.mark.parametrize(
    "text",
    [
        "Ring 0808 800 5000 now",
        "Ring +44 20 7946 0000.",
        "Childline 0800 1111",
        "call 116 000",
        "text 61016",
        "text them to 61016",
        "It is open 24/7",
        "The lines are open from 8am",
        "24 hours a day",
    ],
)
def test_ways_to_call_are_found(text):
    assert wording.outside_contacts(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "Ring 999, or 101, or NHS 111",
        "aged 10 to 17, in 2023",
        "about 500,000 children; 115,000 offences",
        "within 72 hours",
        "He rang 14 times at 4pm on Friday",
        "from 0 to 18",
    ],
)
def test_other_numbers_are_not(text):
    assert wording.outside_contacts(text) == []


def test_law_and_figures_are_recognised():
    for text in ("Section 47", "under s. 11", "the Children Act 1989", "40% of", "40 per cent"):
        assert wording.states_law_or_figures(text) is True
    for text in ("this section", "Act now", "in 2023"):
        assert wording.states_law_or_figures(text) is False


def test_words_in_quotation_marks_are_a_speakers():
    assert wording.avoided('"She absconds", he said') == []
    assert wording.avoided("She absconds") == [("absconds", "say missing")]


def test_a_negative_question_needs_emphasis():
    assert wording.is_negative("She is 14. Which is not a sign?") is True
    assert wording.is_negative("She is 14. Which is **not** a sign?") is False
    assert wording.is_negative("She is not home. What do you do?") is False
    assert wording.is_negative("") is False
    assert wording.is_negative('"You may not share this," she says. What now?') is False
    assert wording.is_negative('She says, "You may not share this."') is False


def test_markup_does_not_count_as_words():
    assert wording.word_count("- **One** [two](https://x.org/three)\n- four") == 3


def test_grades_rise_with_length_and_fall_with_short_words():
    assert wording.grade("") == 0.0
    assert wording.grade("The cat sat. The dog ran.") < 2
    assert wording.grade("Institutional accountability necessitates organisational clarity.") > 15


def test_names_of_acts_do_not_make_a_text_hard():
    plain = wording.grade("Tell them under the law. Then write it down.")

    assert (
        wording.grade("Tell them under the Sexual Offences Act 2003. Then write it down.")
        < plain + 2
    )


@pytest.mark.parametrize(("word", "count"), [("cat", 1), ("made", 1), ("table", 2), ("worried", 2)])
def test_syllables_are_estimated(word, count):
    assert wording.syllables(word) == count


def test_the_words_of_a_sentence_are_counted_on_average():
    assert wording.sentence_length("") == 0.0
    assert wording.sentence_length("The cat sat. It ran off now.") == 3.5
