"""How often "Exit this page" is used: a number by organisation and month, and nothing else."""

from datetime import date

from django.db import models
from django.db.models import F

from courses.accounts.models import Organisation

MONTHS = 6


class ExitCount(models.Model):
    """How often people of one organisation used "Exit this page" in one month; not who or when."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # its first day
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month"], name="one_exit_count_per_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


def add_exit(*, organisation: Organisation, on: date) -> None:
    """Count one use more in the month of ``on``; two statements, good for many at once."""
    month = on.replace(day=1)
    row = ExitCount(organisation=organisation, month=month)
    ExitCount.objects.bulk_create([row], ignore_conflicts=True)
    found = ExitCount.objects.filter(organisation=organisation, month=month)
    found.update(uses=F("uses") + 1)


def exits_in(*, organisation: Organisation, on: date) -> dict[date, int]:
    """Return the uses of each of the last six months that were over by ``on``, newest first.

    One query. The month that runs is left out: who watched its number grow would learn when
    somebody left.
    """
    months = [months_before(on, number) for number in range(1, MONTHS + 1)]
    rows = ExitCount.objects.filter(organisation=organisation, month__in=months)
    uses = dict(rows.values_list("month", "uses"))
    return {month: uses.get(month, 0) for month in months}


def months_before(day: date, months: int) -> date:
    """Return the first day of the month that many months before that of ``day``."""
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)
