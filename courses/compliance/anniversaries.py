"""Renewal on anniversaries, as conditions a database can answer: part of ``conditions``."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    DateField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Extract

from courses.compliance.renewing import YEAR
from courses.compliance.status import Revision

Done = QuerySet[Any]


def held_on_anniversary(revision: Revision, done: Done, day: date) -> Done:
    """Return those of ``done`` that reach beyond the last anniversary before ``day``.

    Days are compared as numbers of year, month and day, so that no month is added: 29 February
    comes after the 28th and before 1 March in every year.
    """
    years = (revision.valid_months or 0) // YEAR
    counts_on = ExpressionWrapper(
        F("completed_on") + timedelta(days=revision.renew_window_days), DateField()
    )
    numbered: Done = done.alias(counts_on=counts_on).alias(
        number=number_of("counts_on"),
        first_number=number_of("first"),
        first_year=Extract("first", "year"),
    )
    last_year = Case(
        When(first_day__lt=day.month * 100 + day.day, then=Value(day.year)),
        default=Value(day.year - 1),
    )
    counted_years = numbered.alias(first_day=F("first_number") - F("first_year") * 10_000).alias(
        years=last_year - F("first_year")
    )
    anniversary = F("first_number") + (F("years") - F("years") % years) * 10_000
    reaching: Done = counted_years.alias(anniversary=anniversary).filter(
        Q(years__lt=years) | Q(number__gt=F("anniversary"))
    )
    return reaching


def number_of(day: str) -> Combinable:
    """Return the day as one number: 1 March 2026 is 20260301."""
    return Extract(day, "year") * 10_000 + Extract(day, "month") * 100 + Extract(day, "day")
