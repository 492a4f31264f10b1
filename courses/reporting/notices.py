"""What a lead is told beside the figures, in one query: what waits, and what is past its review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, F, Q, QuerySet, Value

from courses.accounts.asking_queries import requests_waiting
from courses.accounts.models import Organisation, Site
from courses.accounts.queries import sites_open
from courses.catalogue.models import Contact, CourseVersion, Fact, Offence
from courses.common.scope import Scope
from courses.learning.brought import waiting_in

VERSION, BROUGHT, ASKING, SITE = "version", "brought", "asking", "site"
NOBODY = Value(None, output_field=BigIntegerField())
NO_DAY = Value(None, output_field=DateField())
Row = tuple[str, str, int, int | None, date]


@dataclass(frozen=True, slots=True)
class Notices:
    """How many records and requests to join wait, how much shown is past its review; sites."""

    brought: int
    asking: int
    past_review: int
    sites: tuple[Site, ...]


def notices_on(*, organisation: Organisation, scope: Scope, brought: Scope, on: date) -> Notices:
    """Return what is told on ``on``, of what waits in ``brought``, and the sites of ``scope``.

    The same as ``waiting_in(brought)``, ``requests_waiting(brought)``, ``number_past`` of the
    versions that are offered, and ``sites_in(scope)``, of which only id and name are read; one
    query.
    """
    here = Q(course__owner=organisation) | Q(course__owner__isnull=True)
    offered = CourseVersion.objects.published().filter(here).order_by()
    past = {"version__in": offered.values("pk"), "review_by__lt": on}
    waiting = waiting_in(brought).order_by().select_related(None)
    asking = requests_waiting(brought).order_by().select_related(None)
    parts = (
        columns(Fact.objects.filter(**past), "fact", F("identifier"), F("version")),
        columns(Offence.objects.filter(**past), "offence", F("identifier"), F("version")),
        columns(Contact.objects.filter(**past), "contact", F("slot"), F("version")),
        columns(waiting, BROUGHT, Value(""), F("pk"), day=F("completed_on")),
        columns(asking, ASKING, Value(""), F("pk"), day=NO_DAY),
        columns(sites_open(scope), SITE, F("name"), F("pk"), day=NO_DAY),
    )
    versions = columns(offered, VERSION, F("course__slug"), F("pk"), F("course__owner"))
    return notices_of(list(versions.union(*parts)), on=on)


def columns(
    rows: QuerySet[Any],
    kind: str,
    name: Any,
    number: Any,
    owner: Any = NOBODY,
    day: Any = F("review_by"),  # noqa: B008 - a name, which nothing changes
) -> QuerySet[Any, Row]:
    """Return ``rows`` in the five columns that all of them share."""
    return rows.order_by().values_list(Value(kind), name, number, owner, day)


def notices_of(rows: Sequence[Row], *, on: date) -> Notices:
    """Return what the rows say; an own course stands in place of the bundled one of its name."""
    offered: dict[str, tuple[int, date]] = {}
    versions = [row for row in rows if row[0] == VERSION]
    for _kind, slug, number, _owner, day in sorted(versions, key=lambda row: row[3] is None):
        offered.setdefault(slug, (number, day))
    shown = {number for number, _day in offered.values()}
    past = {
        (kind, name)
        for kind, name, number, _owner, _day in rows
        if kind not in (VERSION, BROUGHT, ASKING, SITE) and number in shown
    }
    late = sum(day < on for _number, day in offered.values())
    sites = sorted((name, number) for kind, name, number, *_rest in rows if kind == SITE)
    return Notices(
        brought=sum(row[0] == BROUGHT for row in rows),
        asking=sum(row[0] == ASKING for row in rows),
        past_review=late + len(past),
        sites=tuple(Site(pk=number, name=name) for name, number in sites),
    )
