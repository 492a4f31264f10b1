"""Rows of the quiz in HTML: each kind is drawn once in a process, then its words are put in."""

from django.utils.html import escape
from django.utils.safestring import SafeString

from courses.web.learner.quiz_page import AnswerRow, Reviewed
from courses.web.pieces import piece


def answer_row_html(row: AnswerRow) -> SafeString:
    """Return one question with its answer, before handing in."""
    lines = (
        piece("courses/learner/answer_words.html", {"blank_words": words}) for words in row.chosen
    )
    blanks = {
        "blank_place": row.position,
        "blank_words": row.stem,
        "blank_lines": "".join(lines),
        "blank_url": escape(row.url),
    }
    return piece("courses/learner/answer_row.html", blanks, is_answered=row.is_answered)


def reviewed_html(question: Reviewed) -> SafeString:
    """Return one question after handing in, with the reasons for each option."""
    options = (
        piece(
            "courses/learner/reviewed_option.html",
            {"blank_words": option.html, "blank_more": option.feedback},
            is_correct=option.is_correct,
            was_chosen=option.was_chosen,
        )
        for option in question.options
    )
    blanks = {
        "blank_place": question.position,
        "blank_words": question.stem,
        "blank_lines": "".join(options),
    }
    return piece(
        "courses/learner/reviewed.html",
        blanks,
        is_right=question.is_right,
        is_critical=question.is_critical,
        is_answered=question.is_answered,
    )
