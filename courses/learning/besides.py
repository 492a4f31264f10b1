"""Questions about what one person learned besides: other courses, and records not accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from courses.accounts.membership import Membership
from courses.catalogue.models import CourseVersion
from courses.learning.brought import BroughtRecord
from courses.learning.models import Completion


@dataclass(frozen=True, slots=True)
class OtherCourse:
    """One course that somebody completed, last on ``completed_on``; ``is_bundled``: it is nobody's.

    ``title`` is that of the version, else of the newest published one, else the slug.
    """

    course_id: int
    slug: str
    title: str
    completed_on: date
    is_bundled: bool


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """One record of training elsewhere that does not count; without ``reason`` it still waits."""

    course_id: int
    completed_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Besides:
    """What one person learned that some rule may not count, the latest first."""

    completed: Sequence[OtherCourse] = ()
    records: Sequence[NotAccepted] = ()


def besides(membership: Membership, *, on: date, known_at: datetime | None = None) -> Besides:
    """Return what a member completed up to ``on`` under the organisation alone; two queries."""
    mine = {"learner": membership.user_id, "organisation": membership.organisation_id}
    newest = CourseVersion.objects.filter(course=OuterRef("course")).published()
    done = (
        Completion.objects.known(known_at)
        .filter(**mine, completed_on__lte=on)
        .annotate(title=Coalesce("version__title", Subquery(newest.values("title")[:1])))
        .order_by("-completed_on", "-pk")
    )
    latest: dict[int, OtherCourse] = {}
    columns = ("course", "course__slug", "title", "completed_on", "course__owner")
    for course, slug, title, day, owner in done.values_list(*columns):
        latest.setdefault(course, OtherCourse(course, slug, title or slug, day, owner is None))
    records = BroughtRecord.objects.filter(**mine, completed_on__lte=on)
    if known_at is None:
        records = records.filter(accepted=False)
    else:
        known = Q(offered_at__lte=known_at) | Q(decided_at__lte=known_at)
        records = records.filter(known).exclude(accepted=True, decided_at__lte=known_at)
    return Besides(
        tuple(latest.values()),
        tuple(not_accepted(one, known_at) for one in records.order_by("-completed_on", "-pk")),
    )


def not_accepted(record: BroughtRecord, known_at: datetime | None) -> NotAccepted:
    """Return a record as it stood at a moment, or today: declined with its reason, or waiting."""
    is_decided = record.decided_at is not None and (
        known_at is None or record.decided_at <= known_at
    )
    reason = record.reason if is_decided else ""
    return NotAccepted(record.course_id, record.completed_on, reason)
