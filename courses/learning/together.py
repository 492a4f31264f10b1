"""Tables of training together: one hour in one place, and who takes part in it."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Site, Team, User
from courses.catalogue.models import CourseVersion
from courses.common.scope import Scope, ScopedQuerySet
from courses.learning.models import Enrolment


class GatheringQuerySet(ScopedQuerySet["Gathering"]):
    """The questions other code may ask of gatherings, by name."""

    def at_places(self, scope: Scope) -> Self:
        """Keep what is held for the scope's sites and teams."""
        return self.filter(
            Q(site_id__in=scope.site_ids)
            | Q(team_id__in=scope.team_ids)
            | Q(team__site_id__in=scope.site_ids)
        )

    def open_at(self, at: datetime) -> Self:
        """Keep what is neither closed nor over at ``at``."""
        return self.filter(closed_at__isnull=True, closes_at__gt=at)


class Gathering(models.Model):
    """One training hour in one place, opened by a lead; pages call it a training room.

    Without a site or team it is for the whole organisation. ``open_parts`` counts the lessons that
    are open, in order, and the quiz after them. ``code`` stands on a wall: it is no secret, and is
    emptied when the room closes.
    """

    reference = models.UUIDField(default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=8, blank=True, default="")
    open_parts = models.PositiveSmallIntegerField(default=0)
    opened_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="gathering_reference_is_unique"),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="gathering_code_is_unique_while_open"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "opened_at"], name="gathering_by_org")]

    def __str__(self) -> str:
        return f"gathering {self.pk}"

    def is_open(self, at: datetime) -> bool:
        """Test whether people may take part at ``at``."""
        return self.closed_at is None and at < self.closes_at

    @property
    def ends_at(self) -> datetime:
        """Return when it was closed, else when it ends by itself."""
        return self.closed_at or self.closes_at


class Seat(models.Model):
    """One person expected in one gathering, perhaps without e-mail.

    ``pin_hash`` is of no use without SECRET_KEY and is emptied when the room closes. ``mark`` names
    the one sign-in that holds the seat; the next one takes it over.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="seats")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="seats")
    staff_code = models.CharField(max_length=40)
    pin_hash = models.CharField(max_length=64, blank=True, default="")
    mark = models.CharField(max_length=32, blank=True, default="")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    joined_at = models.DateTimeField(null=True, blank=True)
    present_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "membership"], name="one_seat_per_person_and_gathering"
            ),
            models.UniqueConstraint(
                fields=["gathering", "staff_code"], name="one_seat_per_staff_code_and_gathering"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"
