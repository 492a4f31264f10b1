"""Table of the later due days that chosen people were given."""

from django.db import models
from django.db.models import F, Q

from courses.accounts.membership import DatedQuerySet, Membership
from courses.accounts.models import Organisation
from courses.common.history import HistoryRow


class Extension(HistoryRow):
    """One person given until ``due_on`` to complete what one rule asks of them.

    It holds from ``valid_from`` on. A completion that counts, on that day or later, uses it up, as
    ``status_on`` has it; ``valid_until`` is the last day before it was taken back.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="extensions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    rule = models.UUIDField()
    reason = models.CharField(max_length=200)
    due_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(reason="") & Q(due_on__gte=F("valid_from")),
                name="extension_has_reason_and_a_day_to_come",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="extension_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["membership"], name="extension_by_membership")]

    def __str__(self) -> str:
        return f"extension {self.pk}"
