"""Questions about the quiz, each asked for one learner or one enrolment."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    UUIDField,
)

from courses.accounts.models import User
from courses.assessment.models import Attempt, Response
from courses.assessment.selection import PoolItem, SectionRule
from courses.assessment.timing import GRACE
from courses.catalogue.models import Assessment, CourseVersion, Item, Option
from courses.catalogue.outlines import edition_of
from courses.common.prepared import Parameter, Prepared
from courses.learning.models import Enrolment


def quiz_of(version_id: int) -> Assessment | None:
    """Return the quiz of a version, with its sections; None where the version has none."""
    quizzes = Assessment.objects.filter(version=version_id)
    return quizzes.prefetch_related("sections__outcomes").first()


def mastery_of(quiz: Assessment) -> Fraction:
    """Return what share of the score is needed, as a fraction of 1."""
    return Fraction(quiz.mastery_numerator, quiz.mastery_denominator)


def rules_of(quiz: Assessment) -> list[SectionRule]:
    """Return the blueprint of ``quiz`` for the draw; its sections are prefetched."""
    return [
        SectionRule(
            outcomes=frozenset(outcome.identifier for outcome in section.outcomes.all()),
            draw=section.draw,
            critical_draw=section.critical_draw,
        )
        for section in quiz.sections.all()
    ]


def question_count(quiz: Assessment) -> int:
    """Return how many questions one attempt holds; its sections are prefetched."""
    return sum(section.draw for section in quiz.sections.all())


def pool_of(version: CourseVersion) -> Mapping[str, Item]:
    """Return the items that the quiz may draw, by identifier, with options and outcome.

    Two queries, none where the process has read this edition before; a draft is read anew.
    """
    edition = edition_of(version)
    return kept_pool(version.pk, edition) if edition else fresh_pool(version.pk)


@lru_cache(maxsize=8)
def kept_pool(version_id: int, edition: str) -> Mapping[str, Item]:  # noqa: ARG001 - a key
    """Return the pool of one edition, from memory where it was read before; some 2 MB each."""
    return fresh_pool(version_id)


def fresh_pool(version_id: int) -> Mapping[str, Item]:
    """Return the pool of a version from the database; two queries."""
    items = Item.objects.filter(version=version_id, in_quiz=True)
    return {
        item.identifier: item
        for item in items.select_related("outcome").prefetch_related("options")
    }


def pool_items(items: Iterable[Item]) -> list[PoolItem]:
    """Return the items as the draw sees them."""
    return [
        PoolItem(
            identifier=item.identifier,
            outcome=item.outcome.identifier,
            critical=item.critical,
            shuffle=item.shuffle,
            options=tuple(option.identifier for option in item.options.all()),
        )
        for item in items
    ]


def seen_by(enrolment: Enrolment) -> dict[str, int]:
    """Return for each item this enrolment was asked the number of the last attempt that asked it.

    One query.
    """
    asked = Response.objects.filter(attempt__enrolment=enrolment)
    return dict(asked.values_list("item__identifier").annotate(last=Max("attempt__number")))


def attempts_of(enrolment: Enrolment) -> list[Attempt]:
    """Return the attempts of one enrolment, newest first."""
    return list(Attempt.objects.filter(enrolment=enrolment).order_by("-number"))


def attempt_at(*, learner: User, registration: UUID, number: int) -> Attempt | None:
    """Return the learner's own attempt at this address, or None."""
    return ATTEMPT.first(learner=learner.pk, registration=registration, number=number)


ATTEMPT = Prepared(
    lambda: Attempt.objects.filter(
        enrolment__learner=Parameter("learner", BigIntegerField()),
        enrolment__registration=Parameter("registration", UUIDField()),
        number=Parameter("number", IntegerField()),
    ).select_related("enrolment__version", "enrolment__organisation", "enrolment__course")
)


def responses_of(attempt: Attempt) -> list[Response]:
    """Return the responses of one attempt in order, with item and options; two queries."""
    responses = Response.objects.filter(attempt=attempt).select_related(
        "item__outcome", "item__anchor__lesson"
    )
    return list(responses.prefetch_related("item__options").order_by("position"))


@dataclass(frozen=True, slots=True)
class Line:
    """One question of an attempt: where it stands, its name, and whether it has an answer."""

    position: int
    item: str
    is_answered: bool


def sheet_of(attempt: Attempt) -> list[Line]:
    """Return the questions of one attempt in order; one query."""
    rows = SHEET.rows(attempt=attempt.pk)
    return [Line(position, item, bool(chosen)) for position, item, chosen in rows]


OF_ATTEMPT = Parameter("attempt", BigIntegerField())
SHEET = Prepared(
    lambda: (
        Response.objects.filter(attempt=OF_ATTEMPT)
        .order_by("position")
        .values_list("position", "item__identifier", "chosen")
    )
)


def response_at(*, attempt: Attempt, item: str) -> Response | None:
    """Return the response to one question of ``attempt``, with its item, or None; one query."""
    return RESPONSE.first(attempt=attempt.pk, item=item)


RESPONSE = Prepared(
    lambda: Response.objects.filter(
        attempt=OF_ATTEMPT, item__identifier=Parameter("item", CharField())
    ).select_related("item")
)


def options_of(item: Item) -> list[Option]:
    """Return the options of ``item`` in the author's order; one query."""
    return OPTIONS.rows(item=item.pk)


OPTIONS = Prepared(
    lambda: Option.objects.filter(item=Parameter("item", BigIntegerField())).order_by("position")
)


def attempts_over(*, at: datetime) -> list[Attempt]:
    """Return the attempts whose time is over at ``at`` and that nobody handed in; one query."""
    running = Attempt.objects.filter(handed_in_at__isnull=True, ends_at__lte=at - GRACE)
    return list(running.order_by("ends_at", "pk"))


def attempts_by_learner(*, learner: User) -> list[Attempt]:
    """Return every attempt the learner handed in, newest first."""
    handed_in = Attempt.objects.filter(enrolment__learner=learner, handed_in_at__isnull=False)
    return list(handed_in.select_related("enrolment__version").order_by("-handed_in_at"))


def is_start_key_used(start_key: UUID) -> bool:
    """Test whether some attempt was begun with this key."""
    return Attempt.objects.filter(start_key=start_key).exists()


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """One answer of somebody's first attempt; ``credit`` is a fraction of 1."""

    learner_id: int
    attempt_id: int
    item_id: int
    credit: Fraction
    chosen: dict[str, Any]

    @property
    def is_right(self) -> bool:
        """Test whether the answer earned everything."""
        return self.credit == 1


def first_answers(
    *, organisation_id: int, version_id: int, learner_ids: QuerySet[Any, Any]
) -> list[FirstAnswer]:
    """Return every answer in a first attempt, the attempt handed in first first; one query.

    First attempts of these learners, handed in, at the quiz of one version. For counting people
    once: nobody is shown who answered.
    """
    answers = Response.objects.filter(
        attempt__number=1,
        attempt__handed_in_at__isnull=False,
        attempt__enrolment__organisation=organisation_id,
        attempt__enrolment__version=version_id,
        attempt__enrolment__learner__in=learner_ids,
        credit_denominator__isnull=False,
        saved_at__isnull=False,
    ).order_by("attempt__handed_in_at", "attempt", "position")
    rows = answers.values_list(
        "attempt__enrolment__learner",
        "attempt",
        "item",
        "credit_numerator",
        "credit_denominator",
        "chosen",
    )
    return [
        FirstAnswer(learner, attempt, item, Fraction(credit or 0, most or 1), chosen)
        for learner, attempt, item, credit, most, chosen in rows.iterator(chunk_size=2_000)
    ]


def versions_sat(*, organisation_id: int, course_id: int) -> list[CourseVersion]:
    """Return the versions of a course whose quiz somebody there handed in, newest first."""
    sat = Attempt.objects.filter(
        handed_in_at__isnull=False,
        enrolment__version=OuterRef("pk"),
        enrolment__organisation=organisation_id,
    )
    found = CourseVersion.objects.filter(Exists(sat), course=course_id)
    return list(found.order_by("-major", "-minor", "-patch"))


def answers_on(
    *, organisation_id: int, items: Collection[int]
) -> Iterator[tuple[int, int, datetime, int, dict[str, Any]]]:
    """Return (learner, attempt, handed in, item, what was chosen) of first attempts; one query.

    Of these questions alone, the attempt handed in first before the others. For counting people
    once: nobody is shown who answered.
    """
    answers = Response.objects.filter(
        item__in=items,
        attempt__number=1,
        attempt__handed_in_at__isnull=False,
        attempt__enrolment__organisation=organisation_id,
        credit_denominator__isnull=False,
    ).order_by("attempt__handed_in_at", "attempt", "item")
    rows = answers.values_list(
        "attempt__enrolment__learner", "attempt", "attempt__handed_in_at", "item", "chosen"
    )
    yield from rows.iterator(chunk_size=2_000)  # type: ignore[misc] # handed in: at is never None


def questions_of(version_id: int) -> list[Item]:
    """Return the questions a version's quiz may ask, with options and misconceptions.

    Three queries.
    """
    items = Item.objects.filter(version=version_id, in_quiz=True).select_related("outcome")
    return list(items.prefetch_related("options__misconception").order_by("identifier"))
