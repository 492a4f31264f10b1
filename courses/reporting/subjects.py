"""Whom the rows are about that the trail names by kind and number: completions, courses begun."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db.models import Model, QuerySet

from courses.accounts.membership import Grant, MembershipPeriod
from courses.assessment.models import Attempt
from courses.certification.models import Certificate
from courses.learning.brought import BroughtRecord
from courses.learning.models import Completion, Enrolment
from courses.learning.together import Seat

PATHS: Final[dict[str, tuple[type[Model], str]]] = {
    "attempt": (Attempt, "enrolment__learner"),
    "broughtrecord": (BroughtRecord, "learner"),
    "certificate": (Certificate, "learner"),
    "completion": (Completion, "learner"),
    "enrolment": (Enrolment, "learner"),
    "grant": (Grant, "membership__user"),
    "membershipperiod": (MembershipPeriod, "membership__user"),
    "seat": (Seat, "membership__user"),
}


def users_about(rows: Iterable[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Return the user id of whom each row (kind, id) is about, where it is about one person.

    One query for each such kind among ``rows``.
    """
    wanted: dict[str, set[int]] = {}
    for kind, pk in rows:
        if kind in PATHS:
            wanted.setdefault(kind, set()).add(pk)
    found: dict[tuple[str, int], int] = {}
    for kind, ids in wanted.items():
        model, path = PATHS[kind]
        there = model._default_manager.filter(pk__in=ids)  # noqa: SLF001 - Django's public way to a model's manager
        found |= {(kind, pk): user for pk, user in there.values_list("pk", path)}
    return found


def rows_about(users: Collection[int]) -> dict[str, QuerySet[Any, Any]]:
    """Return the ids of the rows about ``users``, by kind; no query."""
    return {
        kind: model._default_manager.filter(**{f"{path}__in": users}).values("pk")  # noqa: SLF001 - Django's public way to a model's manager
        for kind, (model, path) in PATHS.items()
    }
