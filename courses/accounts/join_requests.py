"""The tables of asking to join: the ways an organisation opens, and who asks by them."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from courses.accounts.holds import held_on
from courses.accounts.models import Organisation, Site
from courses.common.scope import Scope, ScopedQuerySet


class JoiningWayQuerySet(models.QuerySet["JoiningWay"]):
    """The questions other code may ask of ways to join, by name."""

    def open(self) -> Self:
        """Keep the ways that were not ended; some may be past their last day, or full."""
        return self.filter(ended_at__isnull=True)

    def usable(self, day: date) -> Self:
        """Keep the ways by which somebody may ask on ``day``."""
        lasting = Q(last_day__isnull=True) | Q(last_day__gte=day)
        room = Q(most_people__isnull=True) | Q(people__lt=F("most_people"))
        return self.open().filter(lasting, room)


class JoiningWay(models.Model):
    """One way by which people of one site may ask to join: a code to type, or an e-mail domain.

    ``people`` counts who asked by it and was not declined. A way that ended stays as a row.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, blank=True, default="")
    domain = models.CharField(max_length=253, blank=True, default="")
    last_day = models.DateField(null=True, blank=True)
    most_people = models.PositiveIntegerField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JoiningWayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(code="") & ~Q(domain="")) | (~Q(code="") & Q(domain="")),
                name="joining_way_is_a_code_or_a_domain",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="joining_code_is_unique"
            ),
            models.UniqueConstraint(
                fields=["site"],
                condition=Q(ended_at__isnull=True, domain=""),
                name="one_open_joining_code_per_site",
            ),
            models.UniqueConstraint(
                fields=["site", "domain"],
                condition=Q(ended_at__isnull=True) & ~Q(domain=""),
                name="one_open_way_per_site_and_domain",
            ),
        ]
        indexes = [models.Index(fields=["domain"], name="joining_way_by_domain")]

    def __str__(self) -> str:
        return f"joining way {self.pk}"


class JoinRequestQuerySet(ScopedQuerySet["JoinRequest"]):
    """The questions other code may ask of requests to join, by name."""

    def waiting(self) -> Self:
        """Keep the requests that nobody has decided about."""
        return self.filter(decided_at__isnull=True)

    def untouched(self, *, before: datetime) -> Self:
        """Keep the requests that wait, or were decided, since before that moment."""
        waits = Q(decided_at__isnull=True, asked_at__lt=before)
        return self.filter(waits | Q(decided_at__lt=before))

    def free(self, day: date) -> Self:
        """Leave out whoever has the address or number of somebody held there on ``day``."""
        held = held_on(day).filter(organisation=OuterRef("organisation"))
        numbered = held.filter(membership__staff_number=OuterRef("staff_number"))
        by_number = ~Q(staff_number="") & Exists(numbered)
        return self.exclude(
            Exists(held.filter(membership__user__email=OuterRef("email"))) | by_number
        )

    def at_places(self, scope: Scope) -> Self:
        """Keep the requests for one of the scope's sites."""
        return self.filter(site__in=scope.site_ids)


class JoinRequest(models.Model):
    """One person's wish to join at one site, whose address they have shown to be theirs."""

    class Outcome(models.TextChoices):
        """What a lead decided."""

        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    way = models.ForeignKey(JoiningWay, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=200)
    staff_number = models.CharField(max_length=40, blank=True, default="")
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")
    reason = models.CharField(max_length=100, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.BigIntegerField(null=True, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(decided_at__isnull=True),
                name="one_waiting_request_per_address",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="join_request_is_decided_with_its_day",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "asked_at"], name="join_request_by_org")]

    def __str__(self) -> str:
        return f"join request {self.pk}"
