"""Tables of attempts at the quiz, of refreshers, and of the answers given."""

from django.db import models
from django.db.models import Q

from courses.accounts.models import Organisation
from courses.catalogue.models import Course, Item
from courses.learning.models import Enrolment


class QuizLimit(models.Model):
    """What one organisation allows for the quiz of one course; empty: no limit of its own."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    minutes_allowed = models.PositiveSmallIntegerField(null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "course"],
                name="one_quiz_limit_per_course_and_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(minutes_allowed=0) & ~Q(attempts_allowed=0),
                name="quiz_limit_allows_at_least_one",
            ),
        ]

    def __str__(self) -> str:
        return f"quiz limit {self.pk}"


class Attempt(models.Model):
    """One sitting of the quiz; the seed decides which items it holds and in what order.

    With a time limit it says how long it may take: the minutes for everybody when it began, one's
    own extra minutes, how often it was lengthened since (within ``extra_minutes`` too), and when it
    ends. Nothing shortens it.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=32)
    start_key = models.UUIDField()
    started_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    score_numerator = models.PositiveIntegerField(null=True, blank=True)
    score_denominator = models.PositiveIntegerField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    minutes_allowed = models.PositiveSmallIntegerField(null=True, blank=True)
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    extensions = models.PositiveSmallIntegerField(default=0)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_allowed__isnull=True, ends_at__isnull=True, extra_minutes=0)
                | Q(minutes_allowed__isnull=False, ends_at__isnull=False),
                name="attempt_with_a_time_limit_has_an_end",
            ),
            models.UniqueConstraint(fields=["start_key"], name="one_attempt_per_start_key"),
            models.UniqueConstraint(
                fields=["enrolment", "number"], name="attempt_numbers_are_unique"
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(handed_in_at__isnull=True),
                name="one_open_attempt_per_enrolment",
            ),
            models.CheckConstraint(
                condition=Q(
                    handed_in_at__isnull=True, score_numerator__isnull=True, passed__isnull=True
                )
                | Q(
                    handed_in_at__isnull=False,
                    score_numerator__isnull=False,
                    score_denominator__gt=0,
                    passed__isnull=False,
                ),
                name="handed_in_has_a_score",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"],
                condition=Q(handed_in_at__isnull=True, ends_at__isnull=False),
                name="attempt_by_end",
            )
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"

    @property
    def ran_out(self) -> bool:
        """Test whether it was handed in as it stood when its time ended."""
        return self.handed_in_at is not None and self.handed_in_at == self.ends_at


class Response(models.Model):
    """One drawn item of one attempt, and what was chosen."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    option_order = models.JSONField(default=dict)
    chosen = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True, blank=True)
    credit_numerator = models.PositiveIntegerField(null=True, blank=True)
    credit_denominator = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "item"], name="one_response_per_item"),
            models.UniqueConstraint(
                fields=["attempt", "position"], name="one_response_per_position"
            ),
        ]

    def __str__(self) -> str:
        return f"response {self.pk}"


class Refresher(models.Model):
    """One offer of three questions to one person, at one stage after a course was met.

    ``again``: what was missed in the three of that stage, once more. The person's own: it decides
    nothing, and nobody else is shown it.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="refreshers")
    stage = models.PositiveSmallIntegerField()
    again = models.BooleanField(default=False)
    offered_at = models.DateTimeField()
    skipped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "stage", "again"],
                name="one_refresher_per_enrolment_stage_and_turn",
            )
        ]

    def __str__(self) -> str:
        return f"refresher {self.pk}"


class RefresherCard(models.Model):
    """One question of one refresher, and the answer; the first one given stays."""

    refresher = models.ForeignKey(Refresher, on_delete=models.CASCADE, related_name="cards")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    option_order = models.JSONField(default=dict)
    chosen = models.JSONField(default=dict)
    right = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["refresher", "item"], name="one_card_per_item"),
            models.UniqueConstraint(fields=["refresher", "position"], name="one_card_per_position"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, right__isnull=True)
                | Q(answered_at__isnull=False, right__isnull=False),
                name="answered_card_is_marked",
            ),
        ]

    def __str__(self) -> str:
        return f"refresher card {self.pk}"
