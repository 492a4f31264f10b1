"""Tables of learning outside the courses: a talk, a session, a practice, and who was there."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Site, Team
from courses.catalogue.models import Course
from courses.common.scope import Scope, ScopedQuerySet


class TeamUpdateQuerySet(ScopedQuerySet["TeamUpdate"]):
    """The questions other code may ask of updates, by name."""

    def at_places(self, scope: Scope) -> Self:
        """Keep what was held for the scope's sites and teams."""
        return self.filter(
            Q(site_id__in=scope.site_ids)
            | Q(team_id__in=scope.team_ids)
            | Q(team__site_id__in=scope.site_ids)
        )

    def standing(self) -> Self:
        """Keep what was not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class TeamUpdate(models.Model):
    """One occasion of learning together outside the courses, held on one day.

    Without a site or team it was for the whole organisation. ``belief`` and ``course`` name the
    wrong belief that a team talk was about. A mistake is taken back, never deleted.
    """

    class Kind(models.TextChoices):
        """What it was."""

        BRIEFING = "briefing", "Team talk"
        SESSION = "session", "Face-to-face session"
        PRACTICE = "practice", "Observed practice, signed off"

    reference = models.UUIDField(default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    led_by = models.CharField(max_length=100)
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    belief = models.SlugField(max_length=60, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_id = models.BigIntegerField(null=True, blank=True)

    objects = TeamUpdateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="update_reference_is_unique"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by_id__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by_id__isnull=False),
                name="withdrawn_update_has_time_and_actor",
            ),
            models.CheckConstraint(
                condition=Q(belief="") | Q(course__isnull=False), name="belief_is_of_a_course"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "on"], name="update_by_org_and_day")]

    def __str__(self) -> str:
        return f"update {self.pk}"


class Presence(models.Model):
    """One person who was there at one update."""

    update = models.ForeignKey(TeamUpdate, on_delete=models.PROTECT, related_name="presences")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="presences")
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["update", "membership"], name="one_presence_per_person_and_update"
            )
        ]

    def __str__(self) -> str:
        return f"presence {self.pk}"
