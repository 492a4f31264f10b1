"""The pages of the quiz in rows and words: all answers, and what a result says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from courses.assessment.models import Response
from courses.catalogue.item_types import answers
from courses.catalogue.models import Assessment, Item, Option
from courses.common.html import trusted

TRIES_BEFORE_HELP = 2


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question with its answer, before handing in."""

    position: int
    stem: SafeString
    chosen: tuple[SafeString, ...]
    is_answered: bool
    url: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage to read again: the block that explains a question answered wrongly."""

    title: str
    lesson: str
    url: str


@dataclass(frozen=True, slots=True)
class ReviewedOption:
    """One option of a question after handing in."""

    html: SafeString
    feedback: SafeString
    is_correct: bool
    was_chosen: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One question after handing in, with the reasons for each option."""

    position: int
    stem: SafeString
    is_right: bool
    is_critical: bool
    is_answered: bool
    options: tuple[ReviewedOption, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the result page says of the answers; a topic is met where every answer on it was."""

    right: int
    total: int
    missed_critical: int
    topics: int
    topics_met: int
    reread: tuple[Passage, ...]
    questions: tuple[Reviewed, ...]


@dataclass(frozen=True, slots=True)
class Tries:
    """How often the quiz was tried, and whether it may be tried again.

    ``left`` is None without a limit.
    """

    used: int
    left: int | None

    @property
    def may_try(self) -> bool:
        """Test whether another attempt is allowed."""
        return self.left is None or self.left > 0

    @property
    def offers_help(self) -> bool:
        """Test whether to offer the training lead's help: an offer, never a lock."""
        return self.used >= TRIES_BEFORE_HELP


def retries(allowed: int | None, used: int) -> Tries:
    """Return how many tries are used and left of those ``allowed``; None: without a limit."""
    return Tries(used, None if allowed is None else max(0, allowed - used))


def must_pass(quiz: Assessment) -> int:
    """Return how many questions must be right whatever the score; the sections are prefetched."""
    return sum(section.critical_draw for section in quiz.sections.all())


def must_pass_topics(quiz: Assessment, pool: Iterable[Item]) -> tuple[str, ...]:
    """Return what the questions are about that must be right, in the words of the outcomes."""
    asked = {
        outcome.pk
        for section in quiz.sections.all()
        if section.critical_draw
        for outcome in section.outcomes.all()
    }
    told = {item.outcome_id: item.outcome.text for item in pool if item.critical}
    return tuple(text for outcome, text in sorted(told.items()) if outcome in asked)


def chosen_words(item: Item, chosen: dict[str, object]) -> tuple[SafeString, ...]:
    """Return what was chosen, in the words of the options."""
    options = {option.identifier: trusted(option.html) for option in item.options.all()}
    kept = answers.read(item.kind, chosen)
    if isinstance(kept, dict):
        return tuple(
            format_html("{}: {}", options[identifier], pair) for identifier, pair in kept.items()
        )
    return tuple(options[identifier] for identifier in kept)


def answer_rows(
    responses: Sequence[Response], address: Callable[[Response], str]
) -> list[AnswerRow]:
    """Return one row a question, in order, with the address where its answer is changed."""
    return [
        AnswerRow(
            position=response.position,
            stem=trusted(response.item.stem_html),
            chosen=chosen_words(response.item, response.chosen),
            is_answered=answers.is_answered(response.chosen),
            url=address(response),
        )
        for response in responses
    ]


def outcome_of(responses: Sequence[Response], registration: UUID) -> Outcome:
    """Return what the result page says of a handed-in attempt."""
    wrong = [response for response in responses if not is_right(response)]
    topics = {response.item.outcome_id for response in responses}
    passages: dict[str, Passage] = {}
    for response in wrong:
        anchor = response.item.anchor
        if anchor is not None:
            url = reverse("learner:lesson", args=[registration, anchor.lesson.identifier])
            url = f"{url}#{anchor.identifier}"
            passages.setdefault(
                url, Passage(anchor.title or anchor.lesson.title, anchor.lesson.title, url)
            )
    return Outcome(
        right=len(responses) - len(wrong),
        total=len(responses),
        missed_critical=sum(response.item.critical for response in wrong),
        topics=len(topics),
        topics_met=len(topics - {response.item.outcome_id for response in wrong}),
        reread=tuple(passages.values()),
        questions=tuple(reviewed(response) for response in responses),
    )


def is_right(response: Response) -> bool:
    """Test whether the response earned full credit."""
    return response.credit_numerator == response.credit_denominator


def reviewed(response: Response) -> Reviewed:
    """Return one question with the reasons for each of its options."""
    kept = answers.read(response.item.kind, response.chosen)
    return Reviewed(
        position=response.position,
        stem=trusted(response.item.stem_html),
        is_right=is_right(response),
        is_critical=response.item.critical,
        is_answered=answers.is_answered(response.chosen),
        options=tuple(
            reviewed_option(option, kept=kept, kind=response.item.kind)
            for option in response.item.options.all()
        ),
    )


def reviewed_option(
    option: Option, *, kept: tuple[str, ...] | dict[str, str], kind: str
) -> ReviewedOption:
    """Return one option with its reason.

    In order and match questions each line shows where it belongs, the right answer, and where the
    reader put it.
    """
    words, own = trusted(option.html), option.identifier
    is_right, is_own, instead = option.correct, own in kept, ""
    if kind == Item.Kind.ORDER:
        words = trusted(f"{option.place}. {option.html}")
        placed = {one: place for place, one in enumerate(kept, start=1)}.get(own)
        is_right, is_own = True, placed == option.place
        instead = _("you put it in place %d") % placed if placed else ""
    elif isinstance(kept, dict):
        words = format_html("{}: {}", words, option.pair)
        is_right, is_own = True, kept.get(own) == option.pair
        instead = _("you chose: %s") % kept[own] if own in kept else ""
    if instead and not is_own:
        words = format_html("{} ({})", words, instead)
    return ReviewedOption(words, trusted(option.feedback_html), is_right, is_own)
