"""Tables of whose signed records an organisation accepts, with their questions and writes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation
from courses.catalogue.models import Course
from courses.common.dates import add_months
from courses.common.history import HistoryQuerySet, HistoryRow


class AlreadyTrusted(ValueError):
    """The organisation trusts an issuer of that address, or with that key, already."""


class AlreadyRuled(ValueError):
    """There is a rule about that course of that issuer already."""


class TrustedIssuer(models.Model):
    """One other platform whose signed records an organisation accepts, by its published keys.

    An administrator entered them; nothing is fetched. Ended, never deleted.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=200)
    keys = models.JSONField(default=list)
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "address"],
                condition=Q(ended_at__isnull=True),
                name="one_trusted_issuer_per_address",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by_id__isnull=True)
                | Q(ended_at__isnull=False, ended_by_id__isnull=False),
                name="ended_issuer_has_time_and_actor",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AcceptanceRule(HistoryRow):
    """One revision of what an organisation accepts: a course of an issuer in place of one of ours.

    Without ``issuer`` it is about records of this platform. ``months``: completed no longer ago.
    ``automatic``: at once, else a lead looks at each.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    issuer = models.ForeignKey(
        TrustedIssuer, on_delete=models.PROTECT, related_name="rules", null=True, blank=True
    )
    their_course = models.SlugField(max_length=60)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField()
    automatic = models.BooleanField(default=False)

    objects = HistoryQuerySet["AcceptanceRule"].as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["issuer", "their_course"],
                condition=Q(superseded_at__isnull=True, issuer__isnull=False),
                name="one_acceptance_rule_per_foreign_course",
            ),
            models.UniqueConstraint(
                fields=["organisation", "their_course"],
                condition=Q(superseded_at__isnull=True, issuer__isnull=True),
                name="one_acceptance_rule_per_own_course",
            ),
        ]

    def __str__(self) -> str:
        return f"acceptance rule {self.pk}"

    def covers(self, *, completed_on: date, valid_until: date | None, on: date) -> bool:
        """Test whether what was completed then may be accepted by this rule on a day."""
        is_recent = add_months(completed_on, self.months) >= on
        return is_recent and (valid_until is None or valid_until >= on)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a signed record proves of one completion, as it is kept beside what was offered.

    ``is_certain``: its name or address is its owner's; a staff number alone may be another's.
    """

    key: str
    identifier: str
    their_course: str
    valid_until: date | None
    facts: dict[str, Any]
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of evidence that was kept: its name, media type and SHA-256."""

    key: UUID
    kind: str
    sha256: str


def issuers_of(organisation_id: int) -> list[TrustedIssuer]:
    """Return the issuers that an organisation trusts, by name; one query."""
    rows = TrustedIssuer.objects.filter(organisation=organisation_id, ended_at__isnull=True)
    return list(rows.order_by("name", "pk"))


def issuer_at(organisation_id: int, pk: int) -> TrustedIssuer | None:
    """Return one issuer that the organisation trusts, or None."""
    rows = TrustedIssuer.objects.filter(organisation=organisation_id, ended_at__isnull=True)
    return rows.filter(pk=pk).first()


def rules_of(organisation_id: int) -> list[AcceptanceRule]:
    """Return what an organisation accepts today, by issuer and course; one query."""
    rows = AcceptanceRule.objects.current().filter(organisation=organisation_id)
    return list(rows.select_related("issuer", "course").order_by("issuer__name", "their_course"))


def rule_at(organisation_id: int, pk: int) -> AcceptanceRule | None:
    """Return one rule that holds there today, or None."""
    rows = AcceptanceRule.objects.current().filter(organisation=organisation_id, pk=pk)
    return rows.select_related("issuer", "course").first()


def rule_about(
    organisation_id: int, *, issuer: TrustedIssuer | None, their_course: str
) -> AcceptanceRule | None:
    """Return the rule about one course of one issuer (None: of this platform), or None."""
    rows = AcceptanceRule.objects.current().filter(
        organisation=organisation_id, issuer=issuer, their_course=their_course
    )
    return rows.select_related("course").first()


def trust(
    *,
    organisation: Organisation,
    name: str,
    address: str,
    keys: list[dict[str, str]],
    at: datetime,
    actor_id: int,
) -> TrustedIssuer:
    """Keep that an organisation trusts an issuer.

    :raises AlreadyTrusted: when it trusts one of that address, or with one of these keys.
    """
    there = issuers_of(organisation.pk)
    if any(one.address == address or any(key in one.keys for key in keys) for one in there):
        raise AlreadyTrusted(address)
    return TrustedIssuer.objects.create(
        organisation=organisation,
        name=name,
        address=address,
        keys=keys,
        added_at=at,
        added_by_id=actor_id,
    )


def end_trust(*, issuer: TrustedIssuer, at: datetime, actor_id: int) -> bool:
    """Trust an issuer no more, and end the rules about it; False where that was done already."""
    rows = TrustedIssuer.objects.filter(pk=issuer.pk, ended_at__isnull=True)
    if not rows.update(ended_at=at, ended_by_id=actor_id):
        return False
    AcceptanceRule.objects.current().filter(issuer=issuer).update(superseded_at=at)
    return True


def add_rule(
    *,
    organisation: Organisation,
    issuer: TrustedIssuer | None,
    their_course: str,
    course: Course,
    months: int,
    automatic: bool,
    at: datetime,
    actor_id: int,
) -> AcceptanceRule:
    """Keep what an organisation accepts.

    :raises AlreadyRuled: when there is a rule about that course of that issuer.
    """
    if rule_about(organisation.pk, issuer=issuer, their_course=their_course):
        raise AlreadyRuled(their_course)
    return AcceptanceRule.objects.create(
        organisation=organisation,
        issuer=issuer,
        their_course=their_course,
        course=course,
        months=months,
        automatic=automatic,
        recorded_at=at,
        recorded_by_id=actor_id,
    )


def end_rule(*, rule: AcceptanceRule, at: datetime) -> bool:
    """Accept nothing by ``rule`` any more; False where it was ended already."""
    rows = AcceptanceRule.objects.current().filter(pk=rule.pk)
    return bool(rows.update(superseded_at=at))
