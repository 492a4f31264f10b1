"""Tables of rules, of the people excused from them, and of starters under supervision."""

from django.db import models
from django.db.models import F, Q

from courses.accounts.membership import DatedQuerySet, Membership
from courses.accounts.models import Organisation
from courses.catalogue.models import Course
from courses.common.history import HistoryQuerySet, HistoryRow
from courses.compliance.columns import AnewField, AudienceField
from courses.compliance.renewing import WHOLE_YEARS
from courses.compliance.status import DUE_SOON_DAYS


class Requirement(HistoryRow):
    """One revision of a rule: who holds which course.

    ``refresher`` is a shorter course that renews what was completed in full before; ``grace_days``
    are the days to renew after it has run out; ``anew`` the newer versions to be completed anew.
    """

    class Renewal(models.TextChoices):
        """From which day a completion counts for the next period."""

        COMPLETION = "completion", "From the day of completion"
        ANNIVERSARY = "anniversary", "From the anniversary of the first completion"
        FIXED_DAY = "fixed_day", "From one day of the year"

    rule = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    audience = AudienceField()
    effective_from = models.DateField()
    effective_until = models.DateField(null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)
    renewal = models.CharField(max_length=20, choices=Renewal, default=Renewal.COMPLETION)
    fixed_month = models.PositiveSmallIntegerField(null=True, blank=True)
    fixed_day = models.PositiveSmallIntegerField(null=True, blank=True)
    renew_window_days = models.PositiveSmallIntegerField(default=60)
    grace_days = models.PositiveSmallIntegerField(default=0)
    refresher = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    minimum_version = models.CharField(max_length=30, blank=True, default="")
    anew = AnewField()

    objects = HistoryQuerySet["Requirement"].as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due_days__isnull=False, due_on__isnull=True)
                | Q(due_days__isnull=True, due_on__isnull=False),
                name="due_after_start_or_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True)
                | Q(effective_until__gte=F("effective_from")),
                name="rule_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(
                    renewal="fixed_day",
                    fixed_month__range=(1, 12),
                    fixed_day__range=(1, 31),
                )
                | (~Q(renewal="fixed_day") & Q(fixed_month__isnull=True, fixed_day__isnull=True)),
                name="renewal_on_a_fixed_day_names_it",
            ),
            models.CheckConstraint(
                condition=Q(renewal="completion") | Q(valid_months__in=WHOLE_YEARS),
                name="yearly_renewal_counts_whole_years",
            ),
            models.CheckConstraint(
                condition=Q(grace_days__lte=DUE_SOON_DAYS), name="grace_is_at_most_30_days"
            ),
            models.CheckConstraint(
                condition=Q(refresher__isnull=True)
                | (~Q(refresher=F("course")) & Q(valid_months__isnull=False)),
                name="refresher_is_another_course_and_renews",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "effective_from"], name="requirement_in_force")
        ]

    def __str__(self) -> str:
        return f"rule {self.rule}"


class Exemption(HistoryRow):
    """One person excused from one rule for a time."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="exemptions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    rule = models.UUIDField()
    reason = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField()

    objects = DatedQuerySet.as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(reason="") & Q(valid_until__gte=F("valid_from")),
                name="exemption_has_reason_and_end",
            ),
        ]
        indexes = [models.Index(fields=["membership"], name="exemption_by_membership")]

    def __str__(self) -> str:
        return f"exemption {self.pk}"


class Supervision(HistoryRow):
    """One starter whom a named colleague supervises until a day."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="supervisions"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField()

    objects = DatedQuerySet.as_manager()

    class Meta(HistoryRow.Meta):
        abstract = False
        constraints = [
            *HistoryRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(reason="") & Q(valid_until__gte=F("valid_from")),
                name="supervision_has_reason_and_end",
            ),
            models.CheckConstraint(
                condition=~Q(supervisor=F("membership")), name="nobody_supervises_themselves"
            ),
        ]
        indexes = [
            models.Index(fields=["membership"], name="supervision_by_membership"),
            models.Index(fields=["organisation", "valid_until"], name="supervision_by_end"),
        ]

    def __str__(self) -> str:
        return f"supervision {self.pk}"


class KeptStanding(models.Model):
    """One stretch of days of one person's standing in one course, worked out beforehand.

    Derived from the dated rows, for lists and counts of many people; made anew by
    ``refresh_standings`` alone, whole at a time, so that no foreign key is checked. The days are
    those of ``stretches.Stretch``, numbered from 1 January of the year 1: a database compares
    numbers quickest. ``refresher`` is the id of its shorter course.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    membership = models.ForeignKey(
        Membership, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    course = models.ForeignKey(
        Course, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    first_day = models.IntegerField()
    last_day = models.IntegerField()
    held_until = models.IntegerField()
    renew_from = models.IntegerField()
    todo_from = models.IntegerField()
    soon_from = models.IntegerField()
    late_from = models.IntegerField()
    is_excused = models.BooleanField()
    due_on = models.IntegerField(null=True)
    refresher = models.IntegerField(null=True)

    class Meta:
        # Both hold every column that is asked for, so that the table itself is not read.
        indexes = [
            models.Index(
                fields=[
                    "organisation",
                    "membership",
                    "last_day",
                    "first_day",
                    "course",
                    "held_until",
                    "renew_from",
                    "todo_from",
                    "soon_from",
                    "late_from",
                    "is_excused",
                ],
                name="standing_by_member",
            ),
            models.Index(
                fields=[
                    "organisation",
                    "course",
                    "last_day",
                    "first_day",
                    "todo_from",
                    "is_excused",
                    "membership",
                ],
                name="standing_by_course",
            ),
        ]

    def __str__(self) -> str:
        return f"standing {self.pk}"
