"""Tables of who belongs where, on which days, and with what access."""

from datetime import date, datetime
from typing import Protocol, Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from courses.accounts.models import Organisation, Role, Site, Tag, Team, User
from courses.common.history import HistoryQuerySet, HistoryRow
from courses.common.prepared import Parameter
from courses.common.scope import Scope, ScopedQuerySet

M = TypeVar("M", bound=models.Model)


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    """The questions other code may ask of memberships, by name."""

    def on(self, day: date | Parameter, *, known_at: datetime | None = None) -> Self:
        """Keep the people who belong to their organisation on ``day``, as known at a moment."""
        here = MembershipPeriod.objects.known(known_at).on(day)
        theirs = {"organisation": OuterRef("organisation"), "membership": OuterRef("pk")}
        return self.filter(Exists(here.filter(**theirs)))

    def from_day(self, day: date) -> Self:
        """Keep the people who belong to their organisation on ``day`` or are to begin later."""
        here = MembershipPeriod.objects.current().exclude(valid_until__lt=day)
        theirs = {"organisation": OuterRef("organisation"), "membership": OuterRef("pk")}
        return self.filter(Exists(here.filter(**theirs)))

    def at_places(self, scope: Scope) -> Self:
        """Keep the people who are at one of the scope's sites or teams on its day."""
        places = Q(site_id__in=scope.site_ids) | Q(team_id__in=scope.team_ids)
        periods = (
            MembershipPeriod.objects.known(scope.known_at)
            .on(scope.on)
            .filter(places, membership=OuterRef("pk"))
        )
        return self.filter(Exists(periods))


class Membership(models.Model):
    """One person known to one organisation."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    staff_number = models.CharField(max_length=40, blank=True, default="")
    extra_time_percent = models.PositiveSmallIntegerField(default=0)
    extra_time_reason = models.CharField(max_length=60, blank=True, default="")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], name="one_membership_per_user_and_organisation"
            ),
            models.UniqueConstraint(
                fields=["organisation", "staff_number"],
                condition=~Q(staff_number=""),
                name="staff_number_is_unique_where_given",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "user"], name="membership_by_org"),
            models.Index(
                fields=["organisation", "staff_number", "id"], name="membership_by_number"
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class Member(Protocol):
    """What questions about many members know of each: a membership, or a part of its row."""

    @property
    def pk(self) -> int:
        """Return the id of the membership."""

    @property
    def user_id(self) -> int:
        """Return the id of the person."""

    @property
    def organisation_id(self) -> int:
        """Return the id of the organisation."""


class DatedQuerySet(HistoryQuerySet[M]):
    """Questions about rows that hold from one day to another."""

    def on(self, day: date | Parameter) -> Self:
        """Keep the rows that hold on ``day``; the last day counts."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day
        )


class MembershipPeriod(HistoryRow):
    """One stretch of days on which a member held one role at one place."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="periods")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="period_ends_after_it_starts",
            ),
        ]
        indexes = [
            # Holds what a count of everybody asks, so that the table itself is not read.
            models.Index(
                fields=[
                    *("organisation", "superseded_at", "membership"),
                    *("valid_from", "valid_until", "site", "team", "role"),
                ],
                name="period_as_known",
            ),
            models.Index(fields=["organisation", "recorded_at"], name="period_recorded"),
        ]

    def __str__(self) -> str:
        return f"period {self.pk}"


class Tagging(HistoryRow):
    """One stretch of days on which a member carried one tag."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="taggings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="tagging_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["membership", "tag"], name="tagging_by_membership"),
            models.Index(fields=["organisation", "recorded_at"], name="tagging_recorded"),
            models.Index(
                fields=["organisation", "superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="tagging_superseded",
            ),
        ]

    def __str__(self) -> str:
        return f"tagging {self.pk}"


class Access(models.TextChoices):
    """What a member may do beyond learning."""

    LEAD = "lead", "Training lead"
    AUTHOR = "author", "Author"
    ADMIN = "admin", "Administrator"


class Grant(HistoryRow):
    """One access level of one member over one place.

    Without a site or team, over the whole organisation.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    access = models.CharField(max_length=10, choices=Access)
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="grant_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["membership"], name="grant_by_membership")]

    def __str__(self) -> str:
        return f"grant {self.pk}"
