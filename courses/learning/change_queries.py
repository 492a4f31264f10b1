"""Questions about what changed in a completed course: who is to read it, and who has."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, Subquery

from courses.accounts.models import User
from courses.catalogue.models import CourseVersion
from courses.learning.changes import ChangeNotice, ChangeRead
from courses.learning.models import Completion, Enrolment


def notices_for(completed: Sequence[Enrolment]) -> dict[int, ChangeNotice]:
    """Return what is still to be read about each of these completed enrolments, by id; one query.

    While the version is the one that new learners get, and an earlier one was completed.
    """
    newest = CourseVersion.objects.filter(course=OuterRef("version__course")).published()
    read = ChangeRead.objects.filter(version=OuterRef("version"), enrolment__in=completed)
    rows = ChangeNotice.objects.filter(
        ~Exists(read),
        version__course__in={one.course_id for one in completed},
        version=Subquery(newest.values("pk")[:1]),
    )
    found = {one.version.course_id: one for one in rows.select_related("version")}
    return {
        one.pk: found[one.course_id]
        for one in completed
        if one.course_id in found and key_of(one.version) < key_of(found[one.course_id].version)
    }


def key_of(version: CourseVersion) -> tuple[int, int, int]:
    """Return what puts versions in order."""
    return version.major, version.minor, version.patch


def notice_for(enrolment: Enrolment) -> ChangeNotice | None:
    """Return what the learner of ``enrolment`` is to read now, or None; two queries at most.

    Nothing where it is closed, or was not completed.
    """
    is_done = Completion.objects.current().filter(enrolment=enrolment)
    if enrolment.closed_at is not None or not is_done.exists():
        return None
    return notices_for([enrolment]).get(enrolment.pk)


def last_text_of(enrolment: Enrolment) -> CourseVersion:
    """Return the version whose text the learner knows: read about last, else completed."""
    read = ChangeRead.objects.filter(enrolment=enrolment).select_related("version")
    last = read.order_by("-read_at", "-pk").first()
    return last.version if last else enrolment.version


def changes_read(*, learner: User, organisation_id: int | None = None) -> list[ChangeRead]:
    """Return the changes that somebody read, there or anywhere, newest first; one query."""
    mine = ChangeRead.objects.filter(enrolment__learner=learner)
    if organisation_id is not None:
        mine = mine.filter(enrolment__organisation=organisation_id)
    related = mine.select_related("version", "enrolment__organisation", "enrolment__version")
    return list(related.order_by("-read_at", "-pk"))


def still_to_read(course_id: int) -> int:
    """Return how many people are still to read what changed in a course; three queries."""
    newest = CourseVersion.objects.filter(course=course_id).published().first()
    if newest is None or not ChangeNotice.objects.filter(version=newest).exists():
        return 0
    done = Completion.objects.current().filter(enrolment=OuterRef("pk"))
    read = ChangeRead.objects.filter(enrolment=OuterRef("pk"), version=newest)
    earlier = (
        Q(version__major__lt=newest.major)
        | Q(version__major=newest.major, version__minor__lt=newest.minor)
        | Q(version__major=newest.major, version__minor=newest.minor)
        & Q(version__patch__lt=newest.patch)
    )
    waiting = Enrolment.objects.open().filter(earlier, Exists(done), ~Exists(read))
    return waiting.filter(course=course_id).count()


def completed_earlier(version: CourseVersion) -> int:
    """Return how many people have completed another version of the course; one query."""
    done = Completion.objects.current().filter(enrolment=OuterRef("pk"))
    others = Enrolment.objects.open().filter(course=version.course_id).exclude(version=version)
    return others.filter(Exists(done)).count()
