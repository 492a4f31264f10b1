"""Table of the courses that chosen people were given by a day."""

from django.db import models
from django.db.models import F, Q

from courses.accounts.membership import DatedQuerySet, Membership
from courses.accounts.models import Organisation
from courses.common.history import HistoryRow


class Assignment(HistoryRow):
    """One course given to one person, to be completed once, by ``due_on``.

    ``rule`` names the course: the rule about it for those who were chosen. It holds from
    ``valid_from`` on; ``valid_until`` is the last day before it was taken back. A completion on
    ``counts_from`` or later meets it, empty for any.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    rule = models.UUIDField()
    due_on = models.DateField()
    counts_from = models.DateField(null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due_on__gte=F("valid_from"))
                & (Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from"))),
                name="assignment_is_due_and_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["membership"], name="assignment_by_membership")]

    def __str__(self) -> str:
        return f"assignment {self.pk}"
