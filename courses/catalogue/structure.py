"""Tables of a course, its versions, and the lessons and blocks of a version."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from courses.accounts.models import Nation, Organisation
from courses.catalogue.sections import is_for


class Course(models.Model):
    """One course through all its versions; without an owner it came with the platform."""

    class Kind(models.TextChoices):
        """Whether the course teaches, or is a document to read and confirm."""

        COURSE = "course", "Course"
        READING = "reading", "Document to read"

    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COURSE)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="courses", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=Q(owner__isnull=True), name="one_bundled_course_per_slug"
            ),
            models.UniqueConstraint(fields=["slug", "owner"], name="one_course_per_slug_and_owner"),
        ]

    def __str__(self) -> str:
        return self.slug


class VersionQuerySet(models.QuerySet["CourseVersion"]):
    """The questions other code may ask of versions, by name."""

    def published(self) -> Self:
        """Keep the versions that are open to learners.

        First the one that new learners get: published, or offered to them again, last.
        """
        return self.filter(state=CourseVersion.State.PUBLISHED).order_by(
            Coalesce("offered_at", "published_at").desc(), "-major", "-minor", "-patch"
        )


class CourseVersion(models.Model):
    """One edition of a course's text; final once published.

    ``paces`` is no text: how long its lessons were seen to take, read by ``learning.pace`` alone.
    """

    class State(models.TextChoices):
        """Where an edition is on its way to learners."""

        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=30)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    content_hash = models.CharField(max_length=64)
    renderer = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500, blank=True, default="")
    notice = models.CharField(max_length=600, blank=True, default="")
    nation = models.CharField(max_length=2, choices=Nation)
    language = models.CharField(max_length=10)
    licence = models.CharField(max_length=200)
    review_by = models.DateField()
    certificate_months = models.PositiveSmallIntegerField(null=True, blank=True)
    editions = models.ManyToManyField("courses.Source", related_name="+", blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_id = models.BigIntegerField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    expired_facts_reason = models.CharField(max_length=500, blank=True, default="")
    paces = models.JSONField(default=dict)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "version"], name="one_row_per_version"),
            # published_by_id is empty where the command line published: the trail then names no
            # actor either.
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(published_at__isnull=False) & ~Q(content_hash="")),
                name="published_has_hash_and_time",
            ),
        ]
        indexes = [models.Index(fields=["course", "state"], name="version_by_course_state")]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Lesson(models.Model):
    """One lesson of one version.

    With ``pretest``, whoever answers its checks rightly beforehand need not read it.
    """

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="lessons")
    identifier = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    notice = models.CharField(max_length=600, blank=True, default="")
    reviewed_on = models.DateField()
    pretest = models.BooleanField(default=False)
    outcomes = models.ManyToManyField("courses.LearningOutcome", related_name="+", blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"], name="one_lesson_per_identifier"
            ),
            models.UniqueConstraint(fields=["version", "position"], name="one_lesson_per_position"),
        ]

    def __str__(self) -> str:
        return self.title


class BlockKind(models.TextChoices):
    """What a block is for; each kind has one template in ``templates/courses/blocks``."""

    TEXT = "text", "Text"
    DID_YOU_KNOW = "did-you-know", "Did you know"
    VIGNETTE = "vignette", "Case"
    QUOTE = "quote", "Quote"
    IMAGE = "image", "Picture"
    AUDIO = "audio", "Sound"
    DIAGRAM = "diagram", "Diagram"
    CHECK = "check", "Check"
    REVEAL = "reveal", "More detail"
    PRACTICE = "practice", "Practice referral"
    DO_DONT = "do-dont", "Do and do not"
    MONDAY = "monday", "What I do on Monday"
    LOCAL = "local", "In your organisation"
    SOURCES = "sources", "Sources"


class Block(models.Model):
    """One numbered piece of a lesson; its identifier stays the same through versions."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="blocks")
    identifier = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=BlockKind)
    title = models.CharField(max_length=200, blank=True, default="")
    source = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    gentler_source = models.TextField(blank=True, default="")
    gentler_html = models.TextField(blank=True, default="")
    intensity = models.PositiveSmallIntegerField(default=0)
    item = models.ForeignKey(
        "courses.Item", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    facts = models.ManyToManyField("courses.Fact", related_name="blocks", blank=True)
    data = models.JSONField(default=dict)
    block_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "identifier"], name="one_block_per_identifier_and_version"
            ),
            models.UniqueConstraint(fields=["lesson", "position"], name="one_block_per_position"),
            models.CheckConstraint(condition=Q(intensity__lte=3), name="intensity_is_0_to_3"),
            models.CheckConstraint(
                condition=Q(intensity__lt=3) | ~Q(gentler_source=""),
                name="strongest_blocks_have_a_gentler_form",
            ),
            models.CheckConstraint(
                condition=Q(kind="check", item__isnull=False)
                | (~Q(kind="check") & Q(item__isnull=True)),
                name="check_has_an_item",
            ),
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def slots(self) -> list[str]:
        """Return the contact slots that the block shows, in order."""
        return list(self.data.get("contacts", []))

    @property
    def cited(self) -> list[str]:
        """Return the sources that the block lists, in order."""
        return list(self.data.get("cite", []))

    @property
    def is_handout(self) -> bool:
        """Test whether the block is also offered on a page of its own, to print."""
        return bool(self.data.get("handout"))

    @property
    def drawn(self) -> str:
        """Return how a diagram is drawn: ``steps``, ``cycle`` or ``fork``; empty for the rest."""
        return str(self.data.get("drawn", ""))

    @property
    def parts(self) -> list[dict[str, str]]:
        """Return the parts of a practice referral: of each ``heading``, ``source`` and ``html``."""
        return list(self.data.get("parts", []))

    @property
    def checklist(self) -> list[str]:
        """Return what to look for in one's own practice referral, in order."""
        return list(self.data.get("checklist", []))

    @property
    def attribution(self) -> str:
        """Return whose words a quote is."""
        return str(self.data.get("attribution", ""))

    @property
    def medium(self) -> dict[str, Any]:
        """Return the picture or sound of the block, the fields of a ``MediumDraft``; else none."""
        return dict(self.data.get("medium", {}))

    @property
    def medium_name(self) -> str:
        """Return the name of that file in its address: its hash and its suffix."""
        return f"{self.medium['sha256']}.{self.medium['path'].rpartition('.')[2]}"

    def is_for(self, *, nation: str, sector: str) -> bool:
        """Test whether whoever works in ``nation`` and ``sector`` is shown the block."""
        nations, sectors = self.data.get("nations", []), self.data.get("sectors", [])
        return is_for(nations, sectors, nation=nation, sector=sector)


class LearningOutcome(models.Model):
    """One thing a learner can do afterwards."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="outcomes")
    identifier = models.SlugField(max_length=60)
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"], name="one_outcome_per_identifier"
            )
        ]

    def __str__(self) -> str:
        return self.identifier
