"""Questions about corrected answer keys: which questions, and which results they touch."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from courses.assessment.corrected import Answered, Corrected, answered, is_corrected, would_pass
from courses.assessment.models import Attempt, Response
from courses.catalogue.item_types import OptionFact
from courses.catalogue.models import CourseVersion, Item
from courses.learning.models import Completion


@dataclass(frozen=True, slots=True)
class Touched:
    """One try that a corrected key touches: whether it met the standard, and whether it would."""

    attempt_id: int
    enrolment_id: int
    learner_id: int
    handed_in_at: datetime
    passed: bool
    would: bool


@dataclass(frozen=True, slots=True)
class Results:
    """The tries that a corrected key touches.

    ``gain``: not met then, would be met, and the person has not completed the course since; each
    person once, by the earliest. ``keep``: met then, would not be met; they stay passed.
    """

    touched: int
    gain: tuple[Touched, ...]
    keep: int


def corrected_in(version: CourseVersion) -> dict[int, Corrected]:
    """Return by id the questions of earlier editions whose right answer ``version`` corrects.

    ``critical`` as it was there. Four queries, two where no question stands in both.
    """
    earlier = CourseVersion.objects.filter(course=version.course_id, published_at__isnull=False)
    if version.published_at is not None:
        earlier = earlier.filter(published_at__lt=version.published_at)
    mine = {one.identifier: one for one in with_options(Item.objects.filter(version=version))}
    there = with_options(
        Item.objects.filter(version__in=earlier.exclude(pk=version.pk), identifier__in=mine)
    )
    found = {}
    for one in there:
        now = mine[one.identifier]
        if one.kind == now.kind and is_corrected(facts_of(one), facts_of(now)):
            found[one.pk] = Corrected(one.identifier, one.kind, one.critical, facts_of(now))
    return found


def with_options(items: QuerySet[Item]) -> QuerySet[Item]:
    """Return the questions of the quiz among ``items``, with what makes their answers right."""
    found = items.filter(in_quiz=True).order_by("pk")
    return found.only("identifier", "kind", "critical").prefetch_related("options")


def facts_of(item: Item) -> tuple[OptionFact, ...]:
    """Return the options of ``item`` as marking sees them."""
    return tuple(
        OptionFact(one.identifier, one.correct, one.place, one.pair) for one in item.options.all()
    )


def results_touched(
    *,
    corrected: Mapping[int, Corrected],
    organisation_id: int,
    course_id: int,
    learners: QuerySet[Any, Any],
) -> Results:
    """Return what the corrected key would change for these learners; three queries, or none."""
    if not corrected:
        return Results(0, (), 0)
    asked = Response.objects.filter(item__in=corrected, credit_denominator__isnull=False)
    tries = Attempt.objects.filter(
        Exists(asked.filter(attempt=OuterRef("pk"))),
        enrolment__organisation=organisation_id,
        enrolment__learner__in=learners,
        handed_in_at__isnull=False,
    )
    given: dict[int, list[Answered]] = defaultdict(list)
    rows = asked.filter(attempt__in=tries).values_list(
        "attempt", "item", "credit_numerator", "credit_denominator", "chosen"
    )
    for attempt, item, credit, most, chosen in rows.iterator(chunk_size=2_000):
        was = Fraction(credit or 0, most or 1)
        given[attempt].append(answered(corrected[item], was=was, chosen=chosen))
    found = [touched(row, given[row[0]]) for row in told(tries, corrected)]
    met = met_since(organisation_id, course_id, [one for one in found if one.would])
    return Results(
        len(found), gains(found, met), sum(one.passed and not one.would for one in found)
    )


def told(tries: QuerySet[Attempt], corrected: Mapping[int, Corrected]) -> QuerySet[Attempt, Any]:
    """Return each try with its score, its standard, and how much of the rest was missed."""
    missed = Q(
        responses__item__critical=True,
        responses__credit_numerator__lt=F("responses__credit_denominator"),
    ) & ~Q(responses__item__in=corrected)
    return (
        tries.annotate(drawn=Count("responses"), missed=Count("responses", filter=missed))
        .order_by("handed_in_at", "pk")
        .values_list(
            "pk",
            "enrolment",
            "enrolment__learner",
            "handed_in_at",
            "passed",
            "score_numerator",
            "score_denominator",
            "enrolment__version__assessment__mastery_numerator",
            "enrolment__version__assessment__mastery_denominator",
            "drawn",
            "missed",
        )
    )


def touched(row: Sequence[Any], given: Sequence[Answered]) -> Touched:
    """Return one try with what it would come to."""
    attempt, enrolment, learner, handed_in, passed, score, of, least, most, drawn, missed = row
    would = would_pass(
        score=Fraction(score, of),
        drawn=drawn,
        mastery=Fraction(least, most),
        others_missed=missed,
        corrected=given,
    )
    return Touched(attempt, enrolment, learner, handed_in, passed, would)


def met_since(
    organisation_id: int, course_id: int, found: Sequence[Touched]
) -> dict[int, datetime]:
    """Return when each of these people last completed the course; one query."""
    done = Completion.objects.current().filter(
        organisation=organisation_id, course=course_id, learner__in={o.learner_id for o in found}
    )
    return dict(done.order_by("completed_at").values_list("learner", "completed_at"))


def gains(found: Sequence[Touched], met: Mapping[int, datetime]) -> tuple[Touched, ...]:
    """Return the earliest try of each person who would have passed, and has not since."""
    first: dict[int, Touched] = {}
    for one in found:
        since = met.get(one.learner_id)
        if one.would and not one.passed and (since is None or since < one.handed_in_at):
            first.setdefault(one.learner_id, one)
    return tuple(first.values())
