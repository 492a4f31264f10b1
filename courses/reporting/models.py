"""Tables of what an inspector is shown: packs, links to them, and the log of gaps and actions."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation, Site, User
from courses.common.history import HistoryQuerySet, HistoryRow
from courses.common.scope import Scope


class InspectionPack(models.Model):
    """One file of evidence about one day, made once and never changed.

    ``as_at`` is the day it looks at; with ``known_at`` it leaves out what was recorded later.
    ``places`` holds whose people it shows (versioned JSON, read by ``packs`` alone), ``where`` the
    same in words. The file itself lies on disk under ``reference``.
    """

    class State(models.TextChoices):
        """How far the making is."""

        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"
        REMOVED = "removed", "Removed after its time"

    reference = models.UUIDField(default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    as_at = models.DateField()
    known_at = models.DateTimeField(null=True, blank=True)
    places = models.JSONField(default=dict)
    where = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.MAKING)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="pack_reference_is_unique"),
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(ready_at__isnull=False) & ~Q(sha256="")),
                name="ready_pack_has_time_and_digest",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-asked_at"], name="pack_by_organisation")]

    def __str__(self) -> str:
        return str(self.reference)


class InspectionLink(models.Model):
    """One expiring, read-only door to one pack; its token is kept as a hash alone."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pack = models.ForeignKey(InspectionPack, on_delete=models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64)
    for_whom = models.CharField(max_length=100)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="link_token_is_unique"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")),
                name="link_expires_after_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        return f"inspection link {self.pk}"


class GapActionQuerySet(HistoryQuerySet["GapAction"]):
    """The questions other code may ask of the log of gaps."""

    def visible_to(self, scope: Scope) -> Self:
        """Keep what concerns the places of ``scope``; the whole organisation's only for it."""
        here = self.filter(organisation=scope.organisation_id)
        return here if scope.whole else here.filter(site__in=scope.site_ids)


class GapAction(HistoryRow):
    """One gap that a lead saw, what is done about it, by whom, and by when.

    Without a site it concerns the whole organisation.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    gap = models.CharField(max_length=300)
    action = models.CharField(max_length=300)
    owner = models.CharField(max_length=100)
    noted_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    objects = GapActionQuerySet.as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(gap="") & ~Q(action="") & ~Q(owner=""),
                name="gap_has_action_and_owner",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "due_on"], name="gap_by_organisation")]

    def __str__(self) -> str:
        return f"gap {self.thread}"
