"""Questions about the quiz, each asked for one learner or one enrolment."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet, prefetch_related_objects

from courses.accounts.models import User
from courses.assessment.models import Attempt, Response
from courses.assessment.selection import PoolItem, SectionRule
from courses.catalogue.models import Assessment, Item
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


def pool_of(version_id: int) -> dict[str, Item]:
    """Return the items that the quiz may draw, by identifier, with options and outcome.

    Two queries.
    """
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
    return (
        Attempt.objects.filter(
            enrolment__learner=learner, enrolment__registration=registration, number=number
        )
        .select_related("enrolment__version", "enrolment__organisation", "enrolment__course")
        .first()
    )


def responses_of(attempt: Attempt) -> list[Response]:
    """Return the responses of one attempt in order, with item and options; two queries."""
    responses = Response.objects.filter(attempt=attempt).select_related(
        "item__outcome", "item__anchor__lesson"
    )
    return list(responses.prefetch_related("item__options").order_by("position"))


def sheet_of(attempt: Attempt) -> list[Response]:
    """Return the responses of one attempt in order, with their items alone; one query."""
    responses = Response.objects.filter(attempt=attempt).select_related("item")
    return list(responses.order_by("position"))


def with_options(response: Response) -> Response:
    """Return ``response`` with the options of its item read; one query."""
    prefetch_related_objects([response], "item__options")
    return response


def attempts_by_learner(*, learner: User) -> list[Attempt]:
    """Return every attempt the learner handed in, newest first."""
    handed_in = Attempt.objects.filter(enrolment__learner=learner, handed_in_at__isnull=False)
    return list(handed_in.select_related("enrolment__version").order_by("-handed_in_at"))


def is_start_key_used(start_key: UUID) -> bool:
    """Test whether some attempt was begun with this key."""
    return Attempt.objects.filter(start_key=start_key).exists()


def first_answers(
    *, organisation_id: int, version_id: int, learner_ids: QuerySet[Any, Any]
) -> Iterator[tuple[int, bool, dict[str, Any]]]:
    """Return (item id, right, what was chosen) of every answer in a first attempt; one query.

    First attempts of these learners, handed in, at the quiz of one version; never who answered.
    """
    answers = Response.objects.filter(
        attempt__number=1,
        attempt__handed_in_at__isnull=False,
        attempt__enrolment__organisation=organisation_id,
        attempt__enrolment__version=version_id,
        attempt__enrolment__learner__in=learner_ids,
        credit_denominator__isnull=False,
    )
    rows = answers.values_list("item", "credit_numerator", "credit_denominator", "chosen")
    for item, credit, most, chosen in rows.iterator(chunk_size=2_000):
        yield item, credit == most, chosen


def questions_of(version_id: int) -> list[Item]:
    """Return the questions a version's quiz may ask, with options and misconceptions.

    Three queries.
    """
    items = Item.objects.filter(version=version_id, in_quiz=True).select_related("outcome")
    return list(items.prefetch_related("options__misconception").order_by("identifier"))
