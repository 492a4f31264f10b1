"""Questions about courses: what is open to learners, one lesson as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q

from courses.accounts.models import Organisation
from courses.catalogue.models import (
    Block,
    BlockKind,
    Course,
    CourseVersion,
    GlossaryTerm,
    Lesson,
    Source,
)
from courses.catalogue.review import Reviewed
from courses.common.prepared import Parameter, Prepared


def newest_published(course: Course) -> CourseVersion | None:
    """Return the version of ``course`` that new learners get, or None; one query."""
    return CourseVersion.objects.filter(course=course).published().first()


def titles_of(courses: list[Course]) -> dict[int, str]:
    """Return the title of each course, of the version new learners get, by course id; one query."""
    versions = CourseVersion.objects.filter(course__in=courses).published()
    return {version.course_id: version.title for version in reversed(list(versions))}


def courses_by_id(ids: set[int]) -> dict[int, Course]:
    """Return these courses, by id; one query."""
    return Course.objects.in_bulk(ids)


def courses_for(organisation: Organisation) -> list[Course]:
    """Return the courses that ``organisation`` may use, by slug; one query.

    Its own and the bundled ones, of those that new learners can begin; an own course stands in for
    the bundled one of the same slug.
    """
    open_to_it = Course.objects.filter(Q(owner=organisation) | Q(owner__isnull=True)).filter(
        Exists(CourseVersion.objects.published().filter(course=OuterRef("pk")))
    )
    ordered = open_to_it.order_by("slug", F("owner_id").asc(nulls_last=True))
    return list({course.slug: course for course in reversed(list(ordered))}.values())[::-1]


def course_for(*, organisation: Organisation, slug: str) -> Course | None:
    """Return the course at this address that the organisation may use, or None."""
    return next((one for one in courses_for(organisation) if one.slug == slug), None)


def editions_of(version: CourseVersion) -> list[Source]:
    """Return the law and guidance that ``version`` teaches, by title; one query."""
    return list(version.editions.order_by("title"))


def courses_offered(organisation: Organisation) -> list[Course]:
    """Return the courses with a published version that the organisation may use, by slug.

    Its own stand before bundled ones of the same name. One query.
    """
    mine = Course.objects.filter(Q(owner=organisation) | Q(owner__isnull=True))
    published = CourseVersion.objects.published().filter(course=OuterRef("pk"))
    found: dict[str, Course] = {}
    order = F("owner_id").asc(nulls_last=True)
    for course in mine.filter(Exists(published)).order_by("slug", order):
        found.setdefault(course.slug, course)
    return list(found.values())


def adapted_by(organisation: Organisation) -> set[str]:
    """Return the slugs of the bundled courses of which an organisation offers its own; one query.

    To whoever chooses a course its own stands in for the bundled one; a rule goes on naming the one
    that it was made for.
    """
    own = CourseVersion.objects.published().filter(
        course__owner=organisation, course__slug=OuterRef("slug")
    )
    bundled = Course.objects.filter(Exists(own), owner__isnull=True)
    return set(bundled.values_list("slug", flat=True))


def lesson_at(*, version_id: int, identifier: str) -> Lesson | None:
    """Return one lesson of one version, or None."""
    return Lesson.objects.filter(version=version_id, identifier=identifier).first()


def blocks_of(lesson_id: int) -> list[Block]:
    """Return the blocks of a lesson with items, anchors, options and facts; three queries."""
    blocks = Block.objects.filter(lesson=lesson_id).select_related("lesson", "item__anchor__lesson")
    return list(blocks.prefetch_related("item__options", "facts").order_by("position"))


def lessons_with_blocks(version_id: int) -> list[tuple[Lesson, list[Block]]]:
    """Return the lessons of a version in order, each with its blocks; four queries in all."""
    lessons = list(Lesson.objects.filter(version=version_id).order_by("position"))
    found: dict[int, list[Block]] = {lesson.pk: [] for lesson in lessons}
    blocks = Block.objects.filter(lesson__version=version_id).select_related("item")
    for block in blocks.prefetch_related("item__options", "facts").order_by("position"):
        found[block.lesson_id].append(block)
    return [(lesson, found[lesson.pk]) for lesson in lessons]


def outcomes_of(version_id: int) -> dict[str, list[str]]:
    """Return what each lesson of a version teaches one to do, by its title in order; one query."""
    found: dict[str, list[str]] = {}
    rows = Lesson.objects.filter(version=version_id, outcomes__isnull=False)
    for title, text in rows.order_by("position", "outcomes__identifier").values_list(
        "title", "outcomes__text"
    ):
        found.setdefault(title, []).append(text)
    return found


@dataclass(frozen=True, slots=True)
class Cited:
    """The sources of a lesson or version: by their identifier, and those of each fact by its id."""

    by_identifier: dict[str, Source]
    by_fact: dict[int, list[Source]]


def sources_of(lesson_id: int, blocks: Sequence[Block]) -> Cited:
    """Return the sources that the facts and the lists of sources of a lesson name; one query."""
    named = [identifier for block in blocks for identifier in block.cited]
    here = Q(facts__blocks__lesson=lesson_id)
    if named:
        here |= Q(identifier__in=named, version__lessons=lesson_id)
    return cited(here)


def cited_in(version_id: int) -> Cited:
    """Return the sources of a whole version; one query."""
    return cited(Q(version=version_id))


def cited(wanted: Q) -> Cited:
    """Return the sources that ``wanted`` keeps; one query."""
    by_identifier: dict[str, Source] = {}
    by_fact: dict[int, list[Source]] = {}
    rows = Source.objects.filter(wanted).annotate(fact_id=F("facts")).distinct()
    for source in rows.order_by("title", "pk"):
        by_identifier[source.identifier] = source
        if source.fact_id is not None:
            by_fact.setdefault(source.fact_id, []).append(source)
    return Cited(by_identifier, by_fact)


def terms_of(lesson_id: int) -> list[GlossaryTerm]:
    """Return the words that the version of a lesson explains; one query."""
    return list(GlossaryTerm.objects.filter(version__lessons=lesson_id).order_by("pk"))


def terms_in(version_id: int) -> list[GlossaryTerm]:
    """Return the words that a version explains; one query."""
    return list(GlossaryTerm.objects.filter(version=version_id).order_by("pk"))


def check_at(*, lesson: Lesson, identifier: str) -> Block | None:
    """Return one check of ``lesson`` with its item, or None."""
    checks = Block.objects.filter(lesson=lesson, identifier=identifier, item__isnull=False)
    return checks.select_related("item").prefetch_related("item__options").first()


def practice_at(*, version_id: int, identifier: str) -> Block | None:
    """Return one practice referral of one version with its lesson, or None."""
    found = Block.objects.filter(
        lesson__version=version_id, identifier=identifier, kind=BlockKind.PRACTICE
    )
    return found.select_related("lesson").first()


def referrals_in(version_id: int) -> list[Block]:
    """Return the practice referrals of one version, in the order of the course; one query."""
    found = Block.objects.filter(lesson__version=version_id, kind=BlockKind.PRACTICE)
    return list(found.order_by("lesson__position", "position"))


def has_block(*, lesson: Lesson, identifier: str) -> bool:
    """Test whether ``lesson`` has a block of this name."""
    return Block.objects.filter(lesson=lesson, identifier=identifier).exists()


def bundled_version(*, slug: str, version: str) -> CourseVersion | None:
    """Return this published version of a bundled course, or None."""
    bundled = CourseVersion.objects.filter(course__slug=slug, course__owner__isnull=True)
    return bundled.published().filter(version=version).select_related("course").first()


def versions_once_published() -> list[CourseVersion]:
    """Return every version that learners were ever given, withdrawn ones too, course by course."""
    return [one for one in every_version() if one.state != CourseVersion.State.DRAFT]


def every_version() -> list[CourseVersion]:
    """Return every version there is, drafts too, course by course; one query."""
    ordered = CourseVersion.objects.order_by("course__slug", "course", "major", "minor", "patch")
    return list(ordered.select_related("course__owner"))


def reviewed_in(version: CourseVersion) -> list[Reviewed]:
    """Return the facts, offences and contacts of ``version`` with review dates; three queries."""
    return [
        *(Reviewed("fact", fact.identifier, fact.review_by) for fact in version.facts.all()),
        *(Reviewed("offence", one.identifier, one.review_by) for one in version.offences.all()),
        *(Reviewed("contact", one.slot, one.review_by) for one in version.contacts.all()),
    ]


def course_minutes(version_id: int) -> int:
    """Return the minutes that the lessons of a version are given; one query."""
    return sum(minutes for (minutes,) in MINUTES.rows(version=version_id))


OF_VERSION = Parameter("version", BigIntegerField())
MINUTES = Prepared(lambda: Lesson.objects.filter(version=OF_VERSION).values_list("minutes"))
