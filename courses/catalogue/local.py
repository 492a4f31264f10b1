"""Tables of an organisation's own wording, of wrong beliefs with briefings, and of media."""

from django.db import models

from courses.accounts.models import Organisation, Site
from courses.catalogue.structure import Course, CourseVersion
from courses.common.history import HistoryQuerySet, HistoryRow


class Overlay(HistoryRow):
    """One organisation's text for one block, for all its sites or for one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    block_identifier = models.SlugField(max_length=60)
    source = models.TextField()
    html = models.TextField()
    renderer = models.CharField(max_length=60)
    base_hash = models.CharField(max_length=64)

    objects = HistoryQuerySet["Overlay"].as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            # Two constraints, since a NULL site equals no other NULL on either database.
            models.UniqueConstraint(
                fields=["organisation", "site", "course", "block_identifier"],
                condition=models.Q(superseded_at__isnull=True, site__isnull=False),
                name="one_current_overlay_per_place_and_block",
            ),
            models.UniqueConstraint(
                fields=["organisation", "course", "block_identifier"],
                condition=models.Q(superseded_at__isnull=True, site__isnull=True),
                name="one_current_overlay_per_organisation_and_block",
            ),
        ]

    def __str__(self) -> str:
        return self.block_identifier


class Misconception(models.Model):
    """One wrong belief that options point to, with the briefing that answers it."""

    version = models.ForeignKey(
        CourseVersion, on_delete=models.CASCADE, related_name="misconceptions"
    )
    identifier = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    briefing_source = models.TextField()
    briefing_html = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"], name="one_misconception_per_identifier"
            )
        ]

    def __str__(self) -> str:
        return self.title
