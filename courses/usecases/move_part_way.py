"""Move those who are part-way through an earlier version to a newer one, their answers kept."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from courses.assessment.queries import not_sitting
from courses.audit.services import record
from courses.catalogue import services as catalogue
from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import newest_published
from courses.learning.crossing_queries import crossing_to, not_in_a_room, part_way_elsewhere
from courses.learning.crossing_services import carry
from courses.learning.models import Enrolment, EnrolmentQuerySet

BATCH = 200


def movable(version: CourseVersion, *, at: datetime) -> EnrolmentQuerySet:
    """Return who may move to ``version`` at ``at``.

    Whoever sits a quiz at the moment, or a training room, finishes where they are.
    """
    return not_sitting(not_in_a_room(part_way_elsewhere(version), at))


@dataclass(frozen=True, slots=True)
class MayMove:
    """How many people are part-way through another version, and how many of them may move now."""

    part_way: int
    now: int

    @property
    def stay(self) -> int:
        """Return how many finish where they are in any case."""
        return self.part_way - self.now


def who_may_move(version: CourseVersion, *, at: datetime) -> MayMove:
    """Return how many people are part-way elsewhere, and how many may move; two queries."""
    return MayMove(part_way_elsewhere(version).count(), movable(version, at=at).count())


@task()
def carry_over(version_id: int, actor_id: int) -> int:
    """Move everybody who may in the background; return how many."""
    version = CourseVersion.objects.select_related("course").get(pk=version_id)
    return move_part_way(version=version, at=timezone.now(), actor_id=actor_id)


def move_part_way(*, version: CourseVersion, at: datetime, actor_id: int) -> int:
    """Move everybody who may to ``version``; return how many. A repeat finds nobody left.

    Two hundred people at a time, each time everything or nothing; broken off, it goes on with
    whoever is left. Attempts that were handed in stay where they are, untouched.
    """
    moved = 0
    while some := move_some(version=version, at=at, actor_id=actor_id):
        moved += some
    return moved


@transaction.atomic
def move_some(*, version: CourseVersion, at: datetime, actor_id: int) -> int:
    """Move the next people, with one audit event; nobody where learners do not get ``version``."""
    catalogue.lock(version=version)
    if newest_published(version.course) != version:
        return 0
    waiting = movable(version, at=at).order_by("pk").values_list("pk", flat=True)[:BATCH]
    held = (
        Enrolment.objects.select_for_update(no_key=True).filter(pk__in=list(waiting)).order_by("pk")
    )
    ids = [one.pk for one in held]
    # Asked again of the rows held: somebody may have begun the quiz, or completed, in between.
    enrolments = list(movable(version, at=at).filter(pk__in=ids).order_by("pk"))
    if not enrolments:
        return 0
    versions = sorted({one.version_id for one in enrolments})
    carry(
        enrolments=enrolments,
        version=version,
        crossings=crossing_to(version, of=versions),
        at=at,
    )
    people = ",".join(str(pk) for pk in sorted(one.learner_id for one in enrolments))
    record(
        verb="moved-part-way",
        about=version,
        organisation_id=version.course.owner_id,
        actor_id=actor_id,
        at=at,
        details={
            "people": len(enrolments),
            "from": versions,
            "digest": sha256(people.encode()).hexdigest(),
        },
    )
    return len(enrolments)
