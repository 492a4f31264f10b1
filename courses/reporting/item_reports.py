"""The table of questions that leads ask their authors to look at, with its questions and writes."""

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation, User
from courses.catalogue.models import CourseVersion, Item


class ItemReport(models.Model):
    """One question that a lead asks its author to look at, and why; settled once that is done."""

    class Why(models.TextChoices):
        """What may be wrong with the question."""

        KEY = "key", "The right answer may be wrong"
        WORDS = "words", "It can be understood in two ways"
        OPTIONS = "options", "More than one answer can be defended"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "item"],
                condition=Q(settled_at__isnull=True),
                name="one_open_report_per_item_and_organisation",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by_id__isnull=True)
                | Q(settled_at__isnull=False, settled_by_id__isnull=False),
                name="settled_report_has_time_and_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"item report {self.pk}"


def open_reports(organisation: Organisation) -> list[ItemReport]:
    """Return what waits for an author there, longest waiting first; one query."""
    found = ItemReport.objects.filter(organisation=organisation, settled_at__isnull=True)
    found = found.select_related("item__version__course", "reported_by")
    return list(found.order_by("reported_at", "pk"))


def number_open(organisation: Organisation) -> int:
    """Return how many questions wait for an author there; one query."""
    return ItemReport.objects.filter(organisation=organisation, settled_at__isnull=True).count()


def open_of(*, organisation: Organisation, items: Collection[int]) -> dict[int, ItemReport]:
    """Return by item what waits for an author there; one query."""
    found = ItemReport.objects.filter(
        organisation=organisation, item__in=items, settled_at__isnull=True
    )
    return {one.item_id: one for one in found}


def item_of(version: CourseVersion, identifier: str) -> Item | None:
    """Return a question that the quiz of ``version`` may ask, with all it says, or None."""
    items = Item.objects.filter(version=version, in_quiz=True, identifier=identifier)
    return items.select_related("anchor__lesson").prefetch_related("options").first()


def report(*, item: Item, organisation: Organisation, why: str, by: User, at: datetime) -> bool:
    """Note that an author is to look at ``item``; False where that waits already.

    Call it inside a transaction. Two statements.
    """
    _report, is_new = ItemReport.objects.get_or_create(
        organisation=organisation,
        item=item,
        settled_at=None,
        defaults={"why": why, "reported_at": at, "reported_by": by},
    )
    return is_new


def settle(*, item: Item, organisation: Organisation, actor_id: int, at: datetime) -> bool:
    """Note that an author has looked at ``item``; False where nothing waits."""
    waiting = ItemReport.objects.filter(
        organisation=organisation, item=item, settled_at__isnull=True
    )
    return bool(waiting.update(settled_at=at, settled_by_id=actor_id))
