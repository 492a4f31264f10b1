"""Tables of corridor checks: that somebody was asked, and outcomes that name nobody."""

from django.db import models

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Site


class CorridorCheck(models.Model):
    """One person was asked one question in passing, on one day; nothing of what came of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="corridor_checks"
    )
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "on"], name="one_corridor_check_per_person_and_day"
            )
        ]
        indexes = [models.Index(fields=["organisation", "on"], name="corridor_check_by_org")]

    def __str__(self) -> str:
        return f"corridor check {self.pk}"


class CorridorTally(models.Model):
    """How the checks of one topic went at one site in one week; no people."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    topic = models.SlugField(max_length=60)
    week = models.DateField()
    confident = models.PositiveIntegerField(default=0)
    talked_through = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "topic", "week"], name="one_tally_per_site_topic_and_week"
            )
        ]

    def __str__(self) -> str:
        return f"tally {self.pk}"
