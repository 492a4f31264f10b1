"""The tables of messages and of the reminders that were given."""

from django.db import models
from django.db.models import F, Q

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, User
from courses.catalogue.models import Course
from courses.notifications.plan import EVENING, EVERY_DAYS, MORNING, REPEATS


class Message(models.Model):
    """One thing to send; ``key`` makes it once only.

    ``problem`` is why it was not taken the last time, one of ``services.Problem``.
    """

    class Kind(models.TextChoices):
        """What the message is about; decides how long its body is kept."""

        SIGN_IN = "sign-in", "Sign-in code or reset link"
        CERTIFICATE = "certificate", "Certificate ready"
        INVITATION = "invitation", "Invitation to join"
        REMINDER = "reminder", "Courses to finish"
        REFRESHER = "refresher", "Three questions, optional"
        LIST = "list", "A list that a lead asked for"
        NOTICE = "notice", "Change of a sign-in address"
        DIGEST = "digest", "Who is due and overdue, for leads"
        RECORD = "record", "Training done elsewhere"
        SUPERVISION = "supervision", "Supervision of a starter"
        JOINING = "joining", "Request to join"
        RECAP = "recap", "A passage to look at again"

    key = models.CharField(max_length=100)
    channel = models.CharField(max_length=10, default="email")
    recipient = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    address = models.EmailField(blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True, default="")
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="one_message_per_key"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True),
                name="sent_or_failed_not_both",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
                name="message_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.key


class Reminder(models.Model):
    """One stage of the reminders about one course and due day, given to one person.

    Several of them may share the one mail of a day.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="reminders")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    stage = models.CharField(max_length=20)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="reminders")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "course", "due_on", "stage"],
                name="one_reminder_per_person_course_day_and_stage",
            )
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class ReminderPlan(models.Model):
    """How one organisation reminds its people, where it is not the usual way.

    ``nudges``: whoever was asked in passing has two optional questions after 1, 3 and 6 months.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=60, default="30, 14, 3")
    every_days = models.PositiveSmallIntegerField(default=EVERY_DAYS)
    repeats = models.PositiveSmallIntegerField(default=REPEATS)
    quiet_from = models.TimeField(default=EVENING)
    quiet_until = models.TimeField(default=MORNING)
    paused_until = models.DateField(null=True, blank=True)
    digest_on = models.PositiveSmallIntegerField(null=True, blank=True)
    opening = models.TextField(blank=True, default="")
    closing = models.TextField(blank=True, default="")
    nudges = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], name="one_reminder_plan_per_organisation"
            ),
            models.CheckConstraint(
                condition=Q(every_days__gte=1), name="reminders_are_repeated_after_days"
            ),
            models.CheckConstraint(
                condition=Q(digest_on__isnull=True) | Q(digest_on__lte=6),
                name="digest_is_sent_on_a_weekday",
            ),
        ]

    def __str__(self) -> str:
        return f"reminders of organisation {self.organisation_id}"


class QuietDays(models.Model):
    """One stretch of days on which an organisation sends nothing optional, such as a holiday."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "first_day", "last_day"],
                name="one_row_per_organisation_and_quiet_days",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="quiet_days_end_after_they_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name
