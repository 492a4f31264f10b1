"""Questions about refreshers: who is to have one, what it asks, and how it went."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from django.db.models import (
    BigIntegerField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
)

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Preference, User
from courses.assessment.models import Refresher, RefresherCard, Response
from courses.assessment.refresher import (
    MONTHS_WITHOUT_END,
    OPEN_DAYS,
    days_answered,
    days_completed,
    next_day,
    stage_on,
)
from courses.catalogue.models import Course, CourseVersion
from courses.common.dates import add_months, day_ends
from courses.common.prepared import Parameter, Prepared
from courses.learning.models import Completion

ENOUGH_PEOPLE = 10  # before what colleagues miss decides anything
MOST_MISSED = 3


def refreshable(on: date) -> QuerySet[Completion]:
    """Return the completions whose holder has refreshers while they hold it.

    The latest of each course, held by somebody who works there on ``on``, can be written to and
    wishes for optional mail; ``wishes_fewer`` says whether for less of it.
    """
    newer = Completion.objects.current().filter(
        learner=OuterRef("learner"),
        organisation=OuterRef("organisation"),
        course=OuterRef("course"),
        completed_at__gt=OuterRef("completed_at"),
    )
    works = (
        MembershipPeriod.objects.current()
        .on(on)
        # Through the membership: a period's own organisation would have SQLite read all of it.
        .filter(
            membership__organisation=OuterRef("organisation"),
            membership__user=OuterRef("learner"),
        )
    )
    wishes = Preference.objects.filter(user=OuterRef("learner"))
    refused = wishes.filter(optional_mail=False)
    return (
        Completion.objects.current()
        .annotate(wishes_fewer=Exists(wishes.filter(fewer_refreshers=True)))
        .filter(
            ~Exists(newer),
            Exists(works),
            ~Exists(refused),
            enrolment__isnull=False,
            course__kind=Course.Kind.COURSE,
            version__state=CourseVersion.State.PUBLISHED,
            learner__email__isnull=False,
            learner__is_active=True,
            learner__anonymised_at__isnull=True,
        )
        .select_related("learner", "organisation", "version", "enrolment")
    )


def completions_to_refresh(*, on: date, size: int = 500) -> Iterator[Completion]:
    """Return the completions whose holder may be offered a refresher on ``on``, by id.

    Of the ``refreshable``, those not yet to be renewed whose stage was not offered before. One
    query for every ``size``.
    """
    found = refreshable(on).filter(completed_on__in=days_completed(on)).order_by("pk")
    last = 0
    while batch := list(found.filter(pk__gt=last)[:size]):
        offered = set(
            Refresher.objects.filter(
                again=False, enrolment__in=[one.enrolment_id for one in batch]
            ).values_list("enrolment", "stage")
        )
        for one in batch:
            stage = stage_for(one, on)
            if stage and holds_on(one, on) and (one.enrolment_id, stage) not in offered:
                yield one
        last = batch[-1].pk


def sets_to_repeat(*, on: date) -> list[tuple[Completion, Refresher]]:
    """Return the sets of which something was missed that is to come back on ``on``, by id.

    Each with the completion it is of, which is ``refreshable`` and still held. Whoever wishes for
    fewer has it with the next stage alone. Two queries.
    """
    first, last = days_answered(on)
    lately = RefresherCard.objects.filter(
        refresher=OuterRef("pk"),
        right=False,
        answered_at__gte=day_ends(first - timedelta(days=1)),
        answered_at__lt=day_ends(last),
    )
    repeated = Refresher.objects.filter(
        enrolment=OuterRef("enrolment"), stage=OuterRef("stage"), again=True
    )
    missed = Refresher.objects.filter(Exists(lately), ~Exists(repeated), again=False)
    holders = refreshable(on).filter(enrolment__in=missed.order_by().values("enrolment"))
    held = {x.enrolment_id: x for x in holders if holds_on(x, on) and not wishes_fewer(x)}
    return [(held[x.enrolment_id], x) for x in missed.order_by("pk") if x.enrolment_id in held]


def stage_for(completion: Completion, on: date) -> int:
    """Return the stage that the holder of a ``refreshable`` completion is to have; 0 for none."""
    return stage_on(completion.completed_on, on, fewer=wishes_fewer(completion))


def wishes_fewer(completion: Completion) -> bool:
    """Test whether the holder of a ``refreshable`` completion wishes for fewer."""
    fewer: bool = completion.wishes_fewer  # type: ignore[attr-defined]
    return fewer


def holds_on(completion: Completion, on: date) -> bool:
    """Test whether what was met is held on ``on``; its last day is the day to renew by."""
    version = completion.version
    months = (version.certificate_months if version else None) or MONTHS_WITHOUT_END
    return on <= add_months(completion.completed_on, months)


def next_refresher(*, learner: User, on: date) -> date | None:
    """Return the day after ``on`` on which the learner is next to have one, or None; one query."""
    days = [
        day
        for one in refreshable(on).filter(learner=learner)
        if (day := next_day(one.completed_on, on, fewer=wishes_fewer(one))) and holds_on(one, day)
    ]
    return min(days, default=None)


def open_refreshers(*, learner: User, at: datetime) -> list[Refresher]:
    """Return the learner's refreshers that can be answered at ``at`` and have questions left.

    The earliest offered first; one query.
    """
    return UNANSWERED.rows(learner=learner.pk, since=at - timedelta(days=OPEN_DAYS))


UNANSWERED = Prepared(
    lambda: Refresher.objects.filter(
        Exists(RefresherCard.objects.filter(refresher=OuterRef("pk"), answered_at__isnull=True)),
        enrolment__learner=Parameter("learner", BigIntegerField()),
        offered_at__gte=Parameter("since", DateTimeField()),
        skipped_at__isnull=True,
    ).order_by("offered_at", "pk")
)


def is_offered(*, enrolment_id: int, stage: int, again: bool = False) -> bool:
    """Test whether the refresher of this stage was offered, or offered ``again``."""
    rows = Refresher.objects.filter(enrolment=enrolment_id, stage=stage, again=again)
    return rows.exists()


def missed_in_set(refresher: Refresher) -> list[str]:
    """Return the identifiers of the items of ``refresher`` answered wrongly; one query."""
    missed = RefresherCard.objects.filter(refresher=refresher, right=False)
    return list(missed.order_by("position").values_list("item__identifier", flat=True))


def offered_to(enrolment_ids: Collection[int]) -> set[tuple[int, int]]:
    """Return (enrolment, stage) of every refresher these were offered once; one query."""
    rows = Refresher.objects.filter(enrolment__in=enrolment_ids, again=False)
    return set(rows.values_list("enrolment", "stage"))


def asked_before(enrolment_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return by enrolment how often each item was asked, in quiz and refreshers; two queries."""
    times: dict[int, Counter[str]] = defaultdict(Counter)
    for rows, enrolment in (
        (Response.objects.filter(attempt__enrolment__in=enrolment_ids), "attempt__enrolment"),
        (
            RefresherCard.objects.filter(refresher__enrolment__in=enrolment_ids),
            "refresher__enrolment",
        ),
    ):
        counted = rows.order_by().values_list(enrolment, "item__identifier")
        for whose, item, number in counted.annotate(times=Count("pk")):
            times[whose][item] += number
    return {whose: dict(counts) for whose, counts in times.items()}


def missed_by(enrolment_ids: Collection[int]) -> dict[int, list[str]]:
    """Return by enrolment the outcomes got wrong, the most missed first; two queries."""
    wrong = Response.objects.filter(
        attempt__enrolment__in=enrolment_ids, credit_numerator__lt=F("credit_denominator")
    )
    again = RefresherCard.objects.filter(refresher__enrolment__in=enrolment_ids, right=False)
    times: dict[int, Counter[str]] = defaultdict(Counter)
    for rows, enrolment in ((again, "refresher__enrolment"), (wrong, "attempt__enrolment")):
        for whose, outcome in rows.order_by().values_list(enrolment, "item__outcome__identifier"):
            times[whose][outcome] += 1
    return {
        whose: [one for one, _times in sorted(mine.items(), key=lambda one: (-one[1], one[0]))]
        for whose, mine in times.items()
    }


def missed_in(*, organisation_id: int, version_id: int) -> list[str]:
    """Return the outcomes most missed in first attempts of the organisation; one query.

    Outcomes that fewer than ten people were asked about are left out.
    """
    first = Response.objects.filter(
        attempt__number=1,
        attempt__handed_in_at__isnull=False,
        attempt__enrolment__organisation=organisation_id,
        attempt__enrolment__version=version_id,
        credit_denominator__gt=0,
        saved_at__isnull=False,
    )
    wrong = Count("pk", filter=Q(credit_numerator__lt=F("credit_denominator")))
    rows = first.values("item__outcome__identifier").annotate(
        people=Count("attempt__enrolment__learner", distinct=True), all=Count("pk"), wrong=wrong
    )
    shares = [
        (-row["wrong"] / row["all"], row["item__outcome__identifier"])
        for row in rows
        if row["people"] >= ENOUGH_PEOPLE and row["wrong"]
    ]
    return [outcome for _share, outcome in sorted(shares)][:MOST_MISSED]


def refresher_at(number: int) -> Refresher | None:
    """Return one refresher with its enrolment and version, or None; one query."""
    rows = Refresher.objects.select_related("enrolment__version", "enrolment__learner")
    return rows.filter(pk=number).first()


def cards_of(refresher: Refresher) -> list[RefresherCard]:
    """Return the cards of a refresher in order, with item, outcome and options; two queries."""
    cards = RefresherCard.objects.filter(refresher=refresher).select_related("item__outcome")
    return list(cards.prefetch_related("item__options").order_by("position"))


def recalled(*, organisation_id: int, course_id: int) -> Iterator[tuple[str, int, bool]]:
    """Return (outcome, learner id, right) of every answer to a refresher, the first given first.

    Of a whole organisation, leavers among them; one query.
    """
    answered = RefresherCard.objects.filter(
        refresher__enrolment__organisation=organisation_id,
        refresher__enrolment__course=course_id,
        answered_at__isnull=False,
    )
    rows = answered.order_by("answered_at", "pk").values_list(
        "item__outcome__identifier", "refresher__enrolment__learner", "right"
    )
    for outcome, learner, right in rows.iterator(chunk_size=2_000):
        yield outcome, learner, bool(right)
