"""Questions about the trail."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from courses.audit.chain import Link, first_break
from courses.audit.models import AuditChain, AuditEvent


def links_of(chain: int) -> Iterator[tuple[Link, str]]:
    """Return the kept links of one chain with their stored hashes, by rising sequence."""
    for event in (
        AuditEvent.objects.filter(chain=chain).order_by("sequence").iterator(chunk_size=2_000)
    ):
        link = Link(
            chain=event.chain,
            sequence=event.sequence,
            at=event.at,
            actor_id=event.actor_id,
            verb=event.verb,
            about_kind=event.about_kind,
            about_id=event.about_id,
            details=event.details,
            previous_hash=event.previous_hash,
        )
        yield link, event.hash


def counts_about(*, chain: int, verb: str, kind: str, ids: Collection[int]) -> dict[int, int]:
    """Return how many events of ``verb`` each row of ``ids`` has, by its id; one query."""
    rows = AuditEvent.objects.filter(chain=chain, verb=verb, about_kind=kind, about_id__in=ids)
    return dict(rows.values_list("about_id").annotate(number=Count("pk")))


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events are sought; None and empty mean whichever.

    ``users`` and ``members``: who did it or whom it is about; ``rows``: what else is about them,
    ids or queries by kind. ``since`` and ``until``: moments, the second left out. ``without``:
    verbs that are left out.
    """

    users: Collection[int] | None = None
    members: Collection[int] = ()
    rows: Mapping[str, Any] = field(default_factory=dict)
    verb: str = ""
    since: datetime | None = None
    until: datetime | None = None
    without: Collection[str] = ()


def events_in(chain: int, sought: Sought) -> QuerySet[AuditEvent]:
    """Return the events of one chain that ``sought`` asks for, the newest first."""
    rows = AuditEvent.objects.filter(chain=chain).order_by("-sequence")
    rows = rows.exclude(verb__in=sought.without) if sought.without else rows
    if sought.users is not None:
        theirs = Q(actor_id__in=sought.users)
        about = {"user": sought.users, "membership": sought.members, **sought.rows}
        for kind, ids in about.items():
            theirs |= Q(about_kind=kind, about_id__in=ids)
        rows = rows.filter(theirs)
    if sought.verb:
        rows = rows.filter(verb=sought.verb)
    if sought.since is not None:
        rows = rows.filter(at__gte=sought.since)
    if sought.until is not None:
        rows = rows.filter(at__lt=sought.until)
    return rows


def events_of(chain: int, *, verbs: Collection[str]) -> list[AuditEvent]:
    """Return the events of one chain with one of ``verbs``, the oldest first; one query."""
    return list(AuditEvent.objects.filter(chain=chain, verb__in=verbs).order_by("sequence"))


def events_about(chain: int, *, kind: str, pk: int, verbs: Collection[str]) -> list[AuditEvent]:
    """Return the events of ``verbs`` about one row, the oldest first; one query."""
    rows = AuditEvent.objects.filter(chain=chain, about_kind=kind, about_id=pk, verb__in=verbs)
    return list(rows.order_by("sequence"))


def broken_chains() -> list[tuple[int, int]]:
    """Return (organisation id, first broken sequence) of each chain that does not verify."""
    heads = AuditChain.objects.values("organisation_id")
    headless = AuditEvent.objects.exclude(chain__in=heads).values_list("chain", flat=True)
    broken = [(number, 1) for number in headless.distinct()]
    for chain in AuditChain.objects.order_by("organisation_id"):
        links = links_of(chain.organisation_id)
        at = first_break(links, after=chain.closed_through, previous_hash=chain.closed_hash)
        kept = AuditEvent.objects.filter(chain=chain.organisation_id).order_by("-sequence").first()
        last = (kept.sequence, kept.hash) if kept else (chain.closed_through, chain.closed_hash)
        if at is None and last != (chain.last_sequence, chain.last_hash):
            at = last[0] + 1
        if at is not None:
            broken.append((chain.organisation_id, at))
    return sorted(broken)


def looks_at(
    *, chains: Collection[int], about: Mapping[str, Collection[int]], verbs: Collection[str]
) -> QuerySet[AuditEvent]:
    """Return the events of ``verbs`` about these rows (ids by kind), the newest first.

    Over several chains, of which none says which event came first: they stand as written.
    """
    rows = Q()
    for kind, ids in about.items():
        rows |= Q(about_kind=kind, about_id__in=ids)
    return AuditEvent.objects.filter(rows, chain__in=chains, verb__in=verbs).order_by("-pk")


def about_or_by(
    chains: Collection[int], *, about: Mapping[str, Collection[int]], actor_id: int
) -> list[AuditEvent]:
    """Return the events about these rows (ids by kind) or by this person, as written; one query."""
    rows = Q(actor_id=actor_id)
    for kind, ids in about.items():
        rows |= Q(about_kind=kind, about_id__in=ids)
    return list(AuditEvent.objects.filter(rows, chain__in=chains).order_by("pk"))
