"""One question of an attempt, with what stands beside it."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, CharField, OuterRef, Subquery

from courses.assessment.editions import with_items
from courses.assessment.models import Attempt, Response
from courses.common.prepared import Parameter, Prepared


@dataclass(frozen=True, slots=True)
class Question:
    """The response to one question of ``total``, with the names of those before and after it."""

    response: Response
    before: str | None
    after: str | None
    total: int


def question_at(*, attempt: Attempt, item: str) -> Question | None:
    """Return one question of ``attempt``, with item and options, or None.

    One query, two more where the process has not read the pool of this edition before.
    """
    found = with_items(ASKED.rows(attempt=attempt.pk, item=item), attempt.enrolment.version)
    for one in found:
        one.attempt = attempt
        return Question(one, one.before, one.after, one.total)  # type: ignore[attr-defined]
    return None


def beside(step: int) -> Subquery:
    """Return the name of the question so many places from that of the outer query."""
    place = OuterRef("position") + step
    there = Response.objects.filter(attempt=OuterRef("attempt"), position=place)
    return Subquery(there.values("item__identifier"))


ASKED: Prepared[Response] = Prepared(
    lambda: Response.objects.filter(
        attempt=Parameter("attempt", BigIntegerField()),
        item__identifier=Parameter("item", CharField()),
    ).annotate(
        before=beside(-1),
        after=beside(1),
        total=Subquery(
            Response.objects.filter(attempt=OuterRef("attempt"))
            .order_by("-position")
            .values("position")[:1]
        ),
    )
)
