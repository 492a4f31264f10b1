"""The only way into the trail."""

from datetime import datetime

from django.db import models
from django.db.models import BigIntegerField, CharField, DateTimeField, JSONField

from courses.audit.chain import Link
from courses.audit.models import AuditChain, AuditEvent
from courses.common.prepared import Parameter, Prepared, PreparedInsert, PreparedUpdate
from courses.common.vocabulary import VERBS

PLATFORM = 0


class UnknownVerb(ValueError):
    """The verb is not in the vocabulary of the trail."""


def record(
    *,
    verb: str,
    about: models.Model,
    at: datetime,
    actor_id: int | None = None,
    organisation_id: int | None = None,
    details: dict[str, object] | None = None,
) -> AuditEvent:
    """Append one event to the chain of ``organisation_id`` (None: the platform's own chain).

    Call it last in a transaction: it locks the head of the chain until the commit. ``details``
    holds ids, counts and words of ours, never names or answers.

    :raises UnknownVerb: when the verb is not in ``common.vocabulary``.
    """
    if verb not in VERBS:
        raise UnknownVerb(verb)
    number = PLATFORM if organisation_id is None else organisation_id
    AuditChain.objects.get_or_create(organisation_id=number)
    chain = HEAD.one(organisation=number)
    link = Link(
        chain=number,
        sequence=chain.last_sequence + 1,
        at=at,
        actor_id=actor_id,
        verb=verb,
        about_kind=about._meta.model_name or "",  # noqa: SLF001 - Django's public way to a model's name
        about_id=about.pk,
        details={"v": 1, **(details or {})},
        previous_hash=chain.last_hash,
    )
    event = AuditEvent(
        chain=link.chain,
        sequence=link.sequence,
        at=link.at,
        actor_id=link.actor_id,
        verb=link.verb,
        about_kind=link.about_kind,
        about_id=link.about_id,
        details=link.details,
        previous_hash=link.previous_hash,
        hash=link.hash(),
    )
    event.pk = EVENT.one(**{name: getattr(event, name) for name in EVENT.columns})
    MOVED.run(pk=chain.pk, sequence=event.sequence, hash=event.hash)
    return event


EVENT = PreparedInsert(
    AuditEvent,
    chain=Parameter("chain", BigIntegerField()),
    sequence=Parameter("sequence", BigIntegerField()),
    at=Parameter("at", DateTimeField()),
    actor_id=Parameter("actor_id", BigIntegerField()),
    verb=Parameter("verb", CharField()),
    about_kind=Parameter("about_kind", CharField()),
    about_id=Parameter("about_id", BigIntegerField()),
    details=Parameter("details", JSONField()),
    previous_hash=Parameter("previous_hash", CharField()),
    hash=Parameter("hash", CharField()),
)
HEAD = Prepared(
    lambda: AuditChain.objects.select_for_update(no_key=True).filter(
        organisation_id=Parameter("organisation", BigIntegerField())
    )
)
MOVED = PreparedUpdate(
    lambda: AuditChain.objects.filter(pk=Parameter("pk", BigIntegerField())),
    last_sequence=Parameter("sequence", BigIntegerField()),
    last_hash=Parameter("hash", CharField()),
)
