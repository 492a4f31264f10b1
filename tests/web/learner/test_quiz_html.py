"""Rows of the quiz in HTML: drawn once in a process, each with its own words."""

from html.parser import HTMLParser

from courses.common.html import trusted
from courses.web.learner.quiz_html import answer_row_html, reviewed_html
from courses.web.learner.quiz_page import AnswerRow, Reviewed, ReviewedOption
from courses.web.pieces import BLANKS, kept_piece

QUESTION = trusted("What do you <em>do</em>?")


class Text(HTMLParser):
    """The words of a piece of HTML, and the addresses and ids in it."""

    def __init__(self):
        super().__init__()
        self.words, self.marks = [], []

    def handle_starttag(self, tag, attrs):
        self.marks += [value for name, value in attrs if name in {"href", "id", "aria-labelledby"}]

    def handle_data(self, data):
        self.words += data.split()


def read(html):
    """Return the words and the marks of ``html``, in which no blank is left."""
    assert [blank for blank in BLANKS.values() if blank in html] == []
    text = Text()
    text.feed(html)
    return " ".join(text.words), text.marks


def row(position, *, chosen=("Call", "Note & tell")):
    """Return one question before handing in."""
    return AnswerRow(
        position=position,
        stem=QUESTION,
        chosen=tuple(trusted(words.replace("&", "&amp;")) for words in chosen),
        is_answered=bool(chosen),
        url=f"/learn/x/{position}/?a=1&b=2",
    )


def test_each_row_has_its_own_question_answer_and_address():
    rows = [read(answer_row_html(row(position))) for position in (1, 2)]

    assert rows == [
        (f"{n}. What do you do ? Call Note & tell Change question {n}", [f"/learn/x/{n}/?a=1&b=2"])
        for n in (1, 2)
    ]
    assert kept_piece.cache_info().misses == 2


def test_a_question_left_open_says_so():
    assert read(answer_row_html(row(3, chosen=()))) == (
        "3. What do you do ? Not answered Answer question 3",
        ["/learn/x/3/?a=1&b=2"],
    )


def option(words, *, is_correct=False, was_chosen=False):
    """Return one option after handing in."""
    feedback = trusted(f"<p>Why {words}.</p>")
    return ReviewedOption(trusted(words), feedback, is_correct, was_chosen)


def reviewed(position, *options, **changes):
    """Return one question after handing in."""
    facts = {"is_right": True, "is_critical": False, "is_answered": True, **changes}
    return Reviewed(position=position, stem=QUESTION, options=options, **facts)


def test_each_option_has_its_reason_and_says_what_it_was():
    question = reviewed(
        4,
        option("Call", is_correct=True, was_chosen=True),
        option("Tell", is_correct=True),
        option("Wait", was_chosen=True),
        option("Ask"),
    )

    assert read(reviewed_html(question)) == (
        "4. What do you do ? Right Your answer Right answer Call Why Call. "
        "Right answer Tell Why Tell. Your answer Wait Why Wait. Ask Why Ask.",
        ["question-4", "question-4"],
    )


def test_a_question_says_what_it_was():
    wrong = reviewed(1, is_right=False, is_critical=True, is_answered=False)

    assert read(reviewed_html(wrong))[0] == (
        "1. What do you do ? Not right yet, must be right, no answer"
    )
