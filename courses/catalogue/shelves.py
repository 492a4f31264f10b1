"""Questions of authors: the courses of one organisation with every version, and what is in them."""

from collections.abc import Sequence
from typing import Final

from django.db.models import F, Prefetch, Q, QuerySet

from courses.accounts.models import Organisation
from courses.catalogue.models import (
    Contact,
    CourseVersion,
    Fact,
    Item,
    Lesson,
    Offence,
    Option,
    Scenario,
)
from courses.catalogue.versions import NUMBER

OWN: Final = "courses"
BUNDLED: Final = "bundled"


def seen_by(organisation: Organisation) -> QuerySet[CourseVersion]:
    """Return the versions that authors of ``organisation`` may see.

    Every one of its own courses; of the bundled courses those that were published.
    """
    bundled = Q(course__owner__isnull=True) & ~Q(state=CourseVersion.State.DRAFT)
    return CourseVersion.objects.filter(Q(course__owner=organisation) | bundled).select_related(
        "course"
    )


def versions_for(organisation: Organisation) -> list[CourseVersion]:
    """Return the versions that authors of ``organisation`` may see.

    Its own courses first, each by slug with the highest number first; one query.
    """
    return list(
        seen_by(organisation).order_by(
            F("course__owner_id").asc(nulls_last=True),
            "course__slug",
            "-major",
            "-minor",
            "-patch",
        )
    )


def version_at(
    *, organisation: Organisation, shelf: str, slug: str, version: str
) -> CourseVersion | None:
    """Return the version at this address, or None; ``shelf`` tells own courses from bundled.

    What is no number is not asked for: PostgreSQL refuses some characters.
    """
    if NUMBER.fullmatch(version) is None:
        return None
    found = seen_by(organisation).filter(course__slug=slug, version=version)
    return found.filter(course__owner__isnull=shelf == BUNDLED).first()


def version_to_take(
    *, slug: str, organisation: Organisation | None, number: str = ""
) -> CourseVersion | None:
    """Return a version of a course of ``organisation`` (None: bundled) to take away, or None.

    The one of this ``number``; without one that which new learners get, or else the newest.
    """
    found = CourseVersion.objects.filter(course__slug=slug, course__owner=organisation)
    if number:
        return found.filter(version=number).first()
    offered = CourseVersion.objects.published().filter(course__slug=slug)
    return (
        offered.filter(course__owner=organisation).first()
        or found.order_by("-major", "-minor", "-patch").first()
    )


def offered_of(versions: Sequence[CourseVersion]) -> CourseVersion | None:
    """Return which of the versions of one course new learners get, or None."""
    published = [one for one in versions if one.state == CourseVersion.State.PUBLISHED]
    return max(
        published,
        key=lambda one: (one.offered_at or one.published_at, one.major, one.minor, one.patch),
        default=None,
    )


def compared_with(version: CourseVersion) -> CourseVersion | None:
    """Return the version that ``version`` is compared with.

    The one that new learners get; for that one itself, the one they got before; for the first
    version of an adaptation, the bundled one. None where there is nothing to compare.
    """
    published = CourseVersion.objects.published().select_related("course")
    siblings = published.filter(course=version.course).exclude(pk=version.pk)
    bundled = published.filter(course__slug=version.course.slug, course__owner__isnull=True)
    return siblings.first() or bundled.exclude(course=version.course).first()


def lessons_in(version: CourseVersion) -> list[Lesson]:
    """Return the lessons of ``version``, in their order."""
    return list(version.lessons.order_by("position"))


def scenarios_in(version: CourseVersion) -> list[Scenario]:
    """Return the branching stories of ``version``, in their order."""
    return list(version.scenarios.order_by("position"))


def items_in(version: CourseVersion) -> list[Item]:
    """Return the questions of ``version`` with their answers, by the passage that explains them."""
    options = Option.objects.select_related("misconception")
    items = version.items.select_related("anchor__lesson", "outcome").prefetch_related(
        Prefetch("options", options)
    )
    return list(items.order_by("anchor__lesson__position", "anchor__position", "pk"))


def facts_in(version: CourseVersion) -> list[Fact]:
    """Return the facts of ``version`` with their sources, the first to be read again first."""
    return list(version.facts.prefetch_related("sources").order_by("review_by", "identifier"))


def offences_in(version: CourseVersion) -> list[Offence]:
    """Return the offences of ``version`` with their sources, the first to be read again first."""
    return list(version.offences.prefetch_related("sources").order_by("review_by", "identifier"))


def contacts_in(version: CourseVersion) -> list[Contact]:
    """Return the national contacts of ``version``, the first to be checked again first."""
    return list(version.contacts.order_by("review_by", "position"))
