"""The wrong beliefs that stand out in a scope now, of all its courses together; one bounded query.

From the latest first attempts that were handed in, so that it costs the same however many there
are. No number is told, only an order, and that of whole tens; and whoever ever worked in the scope
counts on: nobody's answer can be told by moving them away, or by entering a last day.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from courses.accounts.membership import MembershipPeriod
from courses.assessment.models import Attempt, Response
from courses.catalogue.models import CourseVersion, Misconception
from courses.common.scope import Scope
from courses.reporting.figures import FEWEST_OF_ONE_ANSWER, SMALLEST_GROUP
from courses.reporting.item_figures import whole_tens
from courses.reporting.misunderstood import BY_OPTION, listed

LATEST = 50  # people, of whom whole tens count
SHOWN = 3

# By hand, for a queryset would look through everybody's twice: to count them, and for the latest.
COUNTED = """
    WITH sat AS ({sat}) SELECT pk FROM sat ORDER BY handed_in_at DESC, pk DESC
    LIMIT {latest} OFFSET (SELECT COUNT(*) %% {ten} FROM sat)"""


@dataclass(frozen=True, slots=True)
class Leading:
    """One wrong belief that stands out, and the course that answers it, by its slug."""

    course: str
    identifier: str
    title: str


@dataclass(slots=True)
class Answers:
    """One wrong answer that shows a belief: whether each chose it, the latest first."""

    belief: Leading
    chose: list[bool] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return the share that chose it, of the earliest whole tens; 0 where too few did."""
        number = whole_tens(len(self.chose))
        counted = self.chose[len(self.chose) - number :]
        return sum(counted) / number if sum(counted) >= FEWEST_OF_ONE_ANSWER else 0.0


def leading_in(scope: Scope, *, courses: Collection[int]) -> list[Leading]:
    """Return the beliefs chosen most at the versions that new learners get, at most three.

    One query; none without courses or where the scope opens nothing.
    """
    if not courses or scope.is_empty:
        return []
    rows = Response.objects.filter(
        attempt__in=counted_of(first_sittings(scope, courses)),
        item__kind__in=sorted(BY_OPTION),
        item__options__misconception__isnull=False,
        saved_at__isnull=False,
    )
    answers = rows.order_by("-attempt__handed_in_at", "-attempt", "position").values(
        "attempt",
        "chosen",
        learner=F("attempt__enrolment__learner"),
        option=F("item__options"),
        name=F("item__options__identifier"),
        course=F("attempt__enrolment__course__slug"),
        belief=F("item__options__misconception__identifier"),
        title=F("item__options__misconception__title"),
    )
    return leading_of(list(answers))


def first_sittings(scope: Scope, courses: Collection[int]) -> QuerySet[Attempt]:
    """Return the first attempts at the newest versions of ``courses``, handed in; no query.

    Of a part of the organisation, those of whoever works there or ever did, by what was ever known:
    where each of them worked when they sat would be asked of every sitting there is.
    """
    newest = CourseVersion.objects.filter(course=OuterRef("course")).published().values("pk")[:1]
    named = Exists(Misconception.objects.filter(version=OuterRef("pk")))
    versions = CourseVersion.objects.filter(named, course__in=courses, pk=Subquery(newest))
    sat = Attempt.objects.filter(
        number=1,
        handed_in_at__isnull=False,
        enrolment__organisation=scope.organisation_id,
        enrolment__version__in=versions.values("pk")[: len(courses)],  # looked for once
    )
    if scope.whole:
        return sat
    there = MembershipPeriod.objects.filter(
        Q(site__in=scope.site_ids) | Q(team__in=scope.team_ids), organisation=scope.organisation_id
    )
    return sat.filter(enrolment__learner__in=there.values("membership__user"))


def counted_of(sat: QuerySet[Attempt]) -> RawSQL:
    """Return the latest of ``sat`` without those after the last whole ten of them; no query."""
    statement, values = sat.values("pk", "handed_in_at").query.sql_with_params()
    return RawSQL(  # noqa: S611 - a statement of ours
        COUNTED.format(sat=statement, latest=LATEST, ten=SMALLEST_GROUP), values
    )


def leading_of(rows: Sequence[Mapping[str, Any]]) -> list[Leading]:
    """Return the beliefs that ``rows`` show most, at most three.

    ``rows``: each answer and tagged wrong option, the latest first. Whoever sat twice, for a
    renewal, counts once, by the earlier.
    """
    counted = set({row["learner"]: row["attempt"] for row in rows}.values())
    found: dict[int, Answers] = {}
    for row in rows:
        if row["attempt"] in counted:
            belief = Leading(row["course"], row["belief"], row["title"])
            one = found.setdefault(row["option"], Answers(belief))
            one.chose.append(row["name"] in listed(row["chosen"]))
    return most_chosen(found.values())


def most_chosen(answers: Iterable[Answers]) -> list[Leading]:
    """Return each belief once, by the answer of the largest share, at most three."""
    shares: dict[Leading, float] = {}
    for one in answers:
        shares[one.belief] = max(shares.get(one.belief, 0.0), one.share)
    wrong = [belief for belief, share in shares.items() if share]
    return sorted(wrong, key=lambda belief: (-shares[belief], belief.title))[:SHOWN]
