"""Figures of questions as a page and a file show them: in words, with what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.common.html import plain_text
from courses.common.tables import Cell
from courses.reporting.figures import FEWEST_OF_ONE_ANSWER, Share
from courses.reporting.item_figures import Flag, flags_of
from courses.reporting.misunderstood import Question
from courses.web.lead.taking import Column

TELLS_APART = 0.2
QUESTION_COLUMNS = (
    *(Column("Version", 0), Column("Question", 0), Column("Words of the question", 12)),
    *(Column("People", 2), Column("Right first time", 2), Column("Per cent right", 2)),
    *(Column("Discrimination", 3), Column("Mean of the others where right", 0)),
    *(Column("Mean of the others where wrong", 0), Column("Spread of the others", 0)),
    *(Column("Option", 0), Column("Words of the option", 12), Column("Right answer", 2)),
    *(Column("Chose it", 2), Column("Per cent chose it", 2), Column("Median seconds", 2)),
)


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question with its figures in words; ``groups``: (name, share)."""

    question: Question
    advice: list[str]
    compared: str
    groups: list[tuple[str, Share]]


def shown_question(question: Question) -> ShownQuestion:
    """Return the figures of one question in words."""
    return ShownQuestion(
        question, advice_of(question), comparison_of(question), list(question.groups.items())
    )


def sorted_questions(questions: Sequence[Question], order: str) -> list[Question]:
    """Return ``questions`` by one of ``sorting.QUESTIONS``; what has no such figure comes last."""

    def place(one: Question) -> tuple[bool, float, str]:
        told: float | None = one.answered.right / one.answered.people
        if order == "-right":
            told = -one.answered.right / one.answered.people
        elif order == "apart":
            told = one.discrimination.value if one.discrimination else None
        elif order == "-seconds":
            told = -one.seconds if one.seconds else None
        return told is None, told or 0.0, one.item.identifier

    return sorted(questions, key=place)


def advice_of(question: Question) -> list[str]:
    """Return what the figures say to do, the most pressing first."""
    share = question.answered.share
    if share is None:
        return []
    words = {
        Flag.CHECK_KEY: _("Strong staff get it wrong more often than others: check the key."),
        Flag.MANY_WRONG: _(
            "Many get this wrong: talk it through in the team, or ask for it to be reworded."
        ),
        Flag.VERY_EASY: _("Very easy: fine for what everybody must know."),
        Flag.UNPICKED: _("Nobody picks: %s")
        % "; ".join(plain_text(option.html) for option in question.unpicked),
    }
    flags = flags_of(
        share, discrimination=question.discrimination, unpicked=question.unpicked_names
    )
    return [words[flag] for flag in flags]


def comparison_of(question: Question) -> str:
    """Return how the question tells people apart, marked as weak evidence, or empty text."""
    if question.discrimination is None:
        return ""
    value = question.discrimination.value
    if value < 0:
        words = _("Those who do better on the other questions get this one wrong more often")
    elif value < TELLS_APART:
        words = _("Those who do better on the other questions are hardly more often right here")
    else:
        words = _("Those who do better on the other questions are more often right here too")
    return _("%(words)s (%(value)+.2f; weak evidence, for most people pass).") % {
        "words": words,
        "value": value,
    }


def questions_table(questions: Sequence[Question], *, version: str) -> Iterator[list[Cell]]:
    """Yield the figures, a row for each option of each question, under ``QUESTION_COLUMNS``.

    Every figure of the page follows from these columns by the formulas of ``item_figures``. How
    many chose an option is left out where it was one person or two.
    """
    for one in questions:
        share, told = one.answered, one.discrimination
        compared: list[Cell] = [""] * 4
        if told is not None:
            parts = (told.value, told.mean_right, told.mean_wrong, told.spread)
            compared = [f"{part:.4f}" for part in parts]
        percent = f"{100 * share.right / share.people:.1f}"
        start: list[Cell] = [version, one.item.identifier, plain_text(one.item.stem_html)]
        figures: list[Cell] = [share.people, share.right, percent, *compared]
        for option in one.item.options.all():
            times = one.chosen.get(option.identifier, 0)
            is_few = 0 < times < FEWEST_OF_ONE_ANSWER
            count: list[Cell] = [times, f"{100 * times / share.people:.1f}"]
            yield [
                *start,
                *figures,
                option.identifier,
                plain_text(option.html),
                "yes" if option.correct else "no",
                *(["1 or 2", ""] if is_few else count),
                one.seconds or "",
            ]
