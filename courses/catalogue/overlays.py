"""An organisation's own texts in the local parts of lessons: who reads which, what to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import BigIntegerField, F, Q

from courses.accounts.models import Organisation, Site
from courses.catalogue.models import Block, BlockKind, Course, CourseVersion, Overlay
from courses.catalogue.queries import courses_offered
from courses.common.dates import local_date
from courses.common.history import revise
from courses.common.prepared import Parameter, Prepared

FRESH: Final = timedelta(days=180)  # afterwards somebody confirms that the text still holds
NOTHING: Final[Mapping[str, str]] = {}
OF_PLACE = {
    "organisation": Parameter("organisation", BigIntegerField()),
    "course": Parameter("course", BigIntegerField()),
}
# Those of all sites first, so that the site's own are read after them.
READ = Prepared(
    lambda: (
        Overlay.objects.current()
        .filter(Q(site__isnull=True) | Q(site=Parameter("site", BigIntegerField())), **OF_PLACE)
        .order_by(F("site").asc(nulls_first=True))
        .values_list("block_identifier", "html")
    )
)


def own_texts(*, organisation_id: int, site_id: int | None, course_id: int) -> dict[str, str]:
    """Return the HTML of an organisation's own texts by block, as staff of a site read them.

    Where the site has a text of its own, it stands in for that of all sites. One query.
    """
    rows = READ.rows(organisation=organisation_id, site=site_id, course=course_id)
    return dict(rows)


@dataclass(frozen=True, slots=True)
class LocalPart:
    """One local part of a course with the texts that the organisation has put there.

    ``block`` is None where the course has no such part any more: then nobody reads the texts.
    """

    course: Course
    title: str
    lesson: str
    identifier: str
    block: Block | None
    texts: Sequence[Overlay]

    @property
    def heading(self) -> str:
        """Return the heading of the part, else its name."""
        return self.block.title if self.block and self.block.title else self.identifier


def local_parts(organisation: Organisation) -> list[LocalPart]:
    """Return every local part of the courses that ``organisation`` offers, course by course.

    Last in each course what it has no more. Four queries, however many courses.
    """
    courses = courses_offered(organisation)
    newest: dict[int, CourseVersion] = {}
    for version in CourseVersion.objects.published().filter(course__in=courses):
        newest.setdefault(version.course_id, version)
    blocks: dict[tuple[int, str], Block] = {}
    rows = Block.objects.filter(kind=BlockKind.LOCAL, lesson__version__in=newest.values())
    for block in rows.select_related("lesson").order_by("lesson__position", "position"):
        course_id = next(k for k, one in newest.items() if one.pk == block.lesson.version_id)
        blocks[course_id, block.identifier] = block
    texts: dict[tuple[int, str], list[Overlay]] = {}
    for text in texts_of(organisation):
        texts.setdefault((text.course_id, text.block_identifier), []).append(text)
    return [
        LocalPart(
            course,
            title=newest[course.pk].title,
            lesson=blocks[key].lesson.title if key in blocks else "",
            identifier=key[1],
            block=blocks.get(key),
            texts=texts.get(key, ()),
        )
        for course in courses
        for key in [*blocks, *(one for one in texts if one not in blocks)]
        if key[0] == course.pk
    ]


def texts_of(organisation: Organisation) -> list[Overlay]:
    """Return the texts of ``organisation`` in force, those of all sites first; one query."""
    rows = Overlay.objects.current().filter(organisation=organisation).select_related("site")
    return list(rows.order_by(F("site__name").asc(nulls_first=True), "pk"))


def text_at(
    *, organisation: Organisation, site: Site | None, course: Course, block: str
) -> Overlay | None:
    """Return the text in force at this place, or None."""
    rows = Overlay.objects.current().filter(organisation=organisation, site=site, course=course)
    return rows.filter(block_identifier=block).first()


def is_old(text: Overlay, *, on: date) -> bool:
    """Test whether nobody has confirmed ``text`` for half a year."""
    return on > local_date(text.recorded_at) + FRESH


def is_overtaken(text: Overlay, block: Block | None) -> bool:
    """Test whether what the course says there has changed since ``text`` was written."""
    return block is None or text.base_hash != block.block_hash


def save(
    *,
    organisation: Organisation,
    site: Site | None,
    course: Course,
    block: Block,
    words: Mapping[str, str],
    at: datetime,
    actor_id: int,
) -> Overlay:
    """Write a text (source, html, renderer) in the place of the one in force. Two statements.

    Whoever calls holds the organisation, so that nobody changes it meanwhile.
    """
    before = text_at(organisation=organisation, site=site, course=course, block=block.identifier)
    told = {**words, "base_hash": block.block_hash}
    if before is not None:
        return revise(before, at=at, actor_id=actor_id, **told)
    return Overlay.objects.create(
        organisation=organisation,
        site=site,
        course=course,
        block_identifier=block.identifier,
        recorded_at=at,
        recorded_by_id=actor_id,
        **told,
    )
