"""Writes of this room. No transaction is opened here: the use cases own them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import BigIntegerField, DateTimeField, F, IntegerField, JSONField

from courses.assessment.editions import with_items
from courses.assessment.models import Attempt, Refresher, RefresherCard, Response
from courses.assessment.scoring import Mark, Marked
from courses.assessment.selection import Drawn
from courses.assessment.timing import EXTENSIONS, Allowance, extension, extra_minutes, is_over
from courses.catalogue import item_types
from courses.catalogue.item_types import OptionFact, answers
from courses.catalogue.models import Item
from courses.common.prepared import Parameter, Prepared, PreparedInsert, PreparedUpdate
from courses.learning.models import Enrolment

ROWS_A_STATEMENT = 1_000


class AttemptFinished(Exception):
    """The attempt was handed in; its answers no longer change."""


class AnswersMissing(Exception):
    """Something was not answered yet."""


def start(
    *,
    enrolment: Enrolment,
    number: int,
    seed: str,
    start_key: UUID,
    drawn: Sequence[Drawn],
    items: Mapping[str, Item],
    at: datetime,
    allowed: Allowance | None = None,
) -> Attempt:
    """Open attempt ``number`` with one response an item drawn; ``items`` by identifier.

    ``allowed`` is how long it may take; None: as long as it takes. Two statements.
    """
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        number=number,
        seed=seed,
        start_key=start_key,
        started_at=at,
        minutes_allowed=allowed.minutes if allowed else None,
        extra_minutes=allowed.extra if allowed else 0,
        ends_at=allowed.ends_at(at) if allowed else None,
    )
    ASKED.run(
        {
            "attempt": attempt.pk,
            "item": items[one.item].pk,
            "position": position,
            "order": {"v": 1, "options": list(one.options)},
        }
        for position, one in enumerate(drawn, start=1)
    )
    return attempt


ASKED = PreparedInsert(
    Response,
    attempt=Parameter("attempt", BigIntegerField()),
    item=Parameter("item", BigIntegerField()),
    position=Parameter("position", IntegerField()),
    option_order=Parameter("order", JSONField()),
    chosen={},
)


def lock(*, attempt: Attempt) -> Attempt:
    """Return ``attempt`` as it is now, held with its enrolment (locked first) until the commit."""
    ENROLMENT.one(pk=attempt.enrolment_id)
    return ATTEMPT.one(pk=attempt.pk)


PK = Parameter("pk", BigIntegerField())
ENROLMENT = Prepared(lambda: Enrolment.objects.select_for_update(no_key=True).filter(pk=PK))
ATTEMPT = Prepared(
    lambda: (
        Attempt.objects.select_for_update(of=("self",), no_key=True)
        .select_related("enrolment__learner", "enrolment__organisation", "enrolment__version")
        .filter(pk=PK)
    )
)


def hold(*, attempts: Collection[int]) -> dict[int, Attempt]:
    """Return these attempts by id, held until the commit, their enrolments first; three queries."""
    asked = Enrolment.objects.filter(attempts__in=attempts).values_list("pk", flat=True)
    enrolments = Enrolment.objects.filter(pk__in=list(asked)).order_by("pk")
    held = [one.pk for one in enrolments.select_for_update(no_key=True)]
    mine = Attempt.objects.filter(pk__in=attempts, enrolment__in=held).order_by("pk")
    return {
        one.pk: one
        for one in mine.select_for_update(of=("self",), no_key=True).select_related(
            "enrolment__learner", "enrolment__organisation", "enrolment__version"
        )
    }


def take_more_time(*, attempt: Attempt, seen: int, at: datetime) -> bool:
    """Lengthen ``attempt`` by one step, where it was lengthened ``seen`` times; one statement.

    Return whether it was: not twice for one press, not for ever, not once it is over.
    """
    if attempt.minutes_allowed is None or seen >= EXTENSIONS or is_over(attempt.ends_at, at):
        return False
    minutes = extension(attempt.minutes_allowed)
    running = Attempt.objects.filter(pk=attempt.pk, extensions=seen, handed_in_at__isnull=True)
    return bool(
        running.update(
            extensions=seen + 1,
            extra_minutes=F("extra_minutes") + minutes,
            ends_at=F("ends_at") + timedelta(minutes=minutes),
        )
    )


def lengthen(*, attempts: Iterable[Attempt], percent: int) -> None:
    """Give attempts that the caller holds ``percent`` of extra time, where they have less.

    One statement an attempt. What was taken on top of it stays.
    """
    for attempt in attempts:
        minutes = attempt.minutes_allowed or 0
        taken = attempt.extensions * extension(minutes)
        extra = extra_minutes(minutes, percent) + taken
        if extra > attempt.extra_minutes:
            allowed = Allowance(minutes, extra)
            Attempt.objects.filter(pk=attempt.pk).update(
                extra_minutes=extra, ends_at=allowed.ends_at(attempt.started_at)
            )


def hold_timed(*, learner_id: int, organisation_id: int | None = None) -> list[Attempt]:
    """Return the learner's attempts that run with a time limit, held until the commit.

    Their enrolments are held first, so that none begins meanwhile; with ``organisation_id`` only
    those there. Two queries.
    """
    mine = Enrolment.objects.open().filter(learner=learner_id)
    if organisation_id is not None:
        mine = mine.filter(organisation=organisation_id)
    held = [one.pk for one in mine.select_for_update(no_key=True).order_by("pk")]
    running = Attempt.objects.filter(
        enrolment__in=held, handed_in_at__isnull=True, ends_at__isnull=False
    )
    return list(running.select_for_update(of=("self",), no_key=True).order_by("pk"))


def answer_item(*, response: Response, chosen: dict[str, object], at: datetime) -> None:
    """Save the answer to one question, unless the attempt was handed in meanwhile.

    The guard stands on the response's own row, which handing in marks: a condition on another table
    would be read from an older snapshot by PostgreSQL when the two meet.

    :raises AttemptFinished: when it was handed in.
    """
    if not ANSWER.run(pk=response.pk, chosen=chosen, at=at):
        raise AttemptFinished


ANSWER = PreparedUpdate(
    lambda: Response.objects.filter(pk=PK, credit_denominator__isnull=True),
    chosen=Parameter("chosen", JSONField()),
    saved_at=Parameter("at", DateTimeField()),
)


def answer_items(*, given: Mapping[Response, dict[str, object]], at: datetime) -> None:
    """Save the answers to several questions of one attempt, which the caller holds; one statement.

    The guard is that of ``answer_item``.

    :raises AttemptFinished: when it was handed in.
    """
    for response, chosen in given.items():
        response.chosen, response.saved_at = chosen, at
    unmarked = Response.objects.filter(credit_denominator__isnull=True)
    if unmarked.bulk_update(given, ["chosen", "saved_at"]) < len(given):
        raise AttemptFinished


def responses_to_mark(*, attempt: Attempt) -> list[Response]:
    """Return the responses of ``attempt``, held for this transaction, with item and options.

    One query, two more where the process has not read the pool of this edition before.
    """
    return with_items(TO_MARK.rows(attempt=attempt.pk), attempt.enrolment.version)


TO_MARK = Prepared(
    lambda: Response.objects.select_for_update(of=("self",), no_key=True).filter(
        attempt=Parameter("attempt", BigIntegerField())
    )
)


def finish(
    *,
    attempt: Attempt,
    responses: Sequence[Response],
    marked: Sequence[Marked],
    mark: Mark,
    at: datetime,
) -> Attempt:
    """Store the credit of each response and the score of the attempt.

    One statement for each credit that was earned, and one for the attempt.
    """
    earned: dict[Fraction, list[int]] = {}
    for response, one in zip(responses, marked, strict=True):
        response.credit_numerator = one.credit.numerator
        response.credit_denominator = one.credit.denominator
        earned.setdefault(one.credit, []).append(response.pk)
    for credit, these in earned.items():
        Response.objects.filter(pk__in=these).update(
            credit_numerator=credit.numerator, credit_denominator=credit.denominator
        )
    attempt.handed_in_at = at
    attempt.score_numerator, attempt.score_denominator = mark.numerator, mark.denominator
    attempt.passed = mark.passed
    attempt.save(update_fields=["handed_in_at", "score_numerator", "score_denominator", "passed"])
    return attempt


@dataclass(frozen=True, slots=True)
class Offer:
    """One refresher to be: of which enrolment and stage, with which items drawn."""

    enrolment: Enrolment
    stage: int
    drawn: Sequence[Drawn]
    items: Mapping[str, Item]
    again: bool = False


def offer(
    *,
    enrolment: Enrolment,
    stage: int,
    drawn: Sequence[Drawn],
    items: Mapping[str, Item],
    at: datetime,
    again: bool = False,
) -> Refresher:
    """Make the refresher of one stage with one card an item drawn; ``items`` by identifier.

    Two statements.
    """
    return offer_many([Offer(enrolment, stage, drawn, items, again)], at=at)[0]


def offer_many(offers: Sequence[Offer], *, at: datetime) -> list[Refresher]:
    """Make a refresher of each of ``offers``, with its cards; two statements a thousand."""
    made = Refresher.objects.bulk_create(
        (
            Refresher(enrolment=one.enrolment, stage=one.stage, again=one.again, offered_at=at)
            for one in offers
        ),
        batch_size=ROWS_A_STATEMENT,
    )
    RefresherCard.objects.bulk_create(
        (
            RefresherCard(
                refresher=refresher,
                item=offer.items[one.item],
                position=position,
                option_order={"v": 1, "options": list(one.options)},
            )
            for refresher, offer in zip(made, offers, strict=True)
            for position, one in enumerate(offer.drawn, start=1)
        ),
        batch_size=ROWS_A_STATEMENT,
    )
    return made


def skip(*, refresher: Refresher, at: datetime | None) -> None:
    """Keep that ``refresher`` was skipped at ``at``, or with None that it is wanted after all."""
    Refresher.objects.filter(pk=refresher.pk).update(skipped_at=at)


def answer_card(*, card: RefresherCard, chosen: dict[str, object], at: datetime) -> None:
    """Mark and keep the answer to ``card``, whose options are prefetched; the first one stays."""
    item = card.item
    facts = [OptionFact(o.identifier, o.correct, o.place, o.pair) for o in item.options.all()]
    right = item_types.mark(item.kind, facts, answers.read(item.kind, chosen)) == 1
    unanswered = RefresherCard.objects.filter(pk=card.pk, answered_at__isnull=True)
    unanswered.update(chosen=chosen, right=right, answered_at=at)
