"""Writes of this room. No transaction is opened here."""

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path

from courses.catalogue.models import CourseVersion
from courses.certification.keys import sign
from courses.certification.models import Badge, Certificate, HolderLink
from courses.certification.numbers import new_number
from courses.certification.printed import PrintedFacts
from courses.certification.status_list import Place
from courses.certification.validity import valid_until
from courses.common.jcs import canonical
from courses.learning.models import Completion

LINK_DAYS = 30


def issue(
    *,
    completion: Completion,
    version: CourseVersion,
    editions: tuple[str, ...],
    site_url: str,
    random_bytes: bytes,
    keys: Path,
    at: datetime,
    signatory: str = "",
    logo: str = "",
) -> Certificate:
    """Issue the certificate of ``completion``; its words are fixed from here on. One statement.

    ``editions``: titles of the law and guidance taught. ``random_bytes``: 16, from a secure source.
    ``signatory`` and ``logo`` (its SHA-256): what the organisation prints on that day, if anything.
    """
    number = new_number(random_bytes)
    until = valid_until(completed_on=completion.completed_on, months=version.certificate_months)
    facts = PrintedFacts(
        number=number,
        name=completion.learner.name,
        organisation=completion.organisation.name,
        title=version.title,
        version=version.version,
        editions=editions,
        minutes=completion.minutes,
        completed_on=completion.completed_on,
        valid_from=completion.completed_on,
        valid_until=until,
        verify_url=f"{site_url}/verify/{number}/",
        signatory=signatory or None,
        logo=logo or None,
    )
    certificate = Certificate(
        completion_thread=completion.thread,
        learner=completion.learner,
        organisation=completion.organisation,
    )
    return save(certificate, facts=facts, keys=keys, at=at)


def save(certificate: Certificate, *, facts: PrintedFacts, keys: Path, at: datetime) -> Certificate:
    """Write a new certificate with these printed words, signed. One statement."""
    certificate.number = facts.number
    certificate.printed_name = facts.name
    certificate.title = facts.title
    certificate.version = facts.version
    certificate.printed = facts.as_json()
    certificate.issued_at = at
    certificate.valid_from = facts.valid_from
    certificate.valid_until = facts.valid_until
    certificate.signature = sign(canonical(facts.signable()), folder=keys)
    certificate.save(force_insert=True)
    return certificate


def revoke(*, certificate: Certificate, reason: str, actor_id: int, at: datetime) -> bool:
    """Withdraw ``certificate`` and return True; False where it is in force no more."""
    return bool(
        Certificate.objects.live()
        .filter(pk=certificate.pk)
        .update(revoked_at=at, revoked_by_id=actor_id, revoked_reason=reason)
    )


def replace(
    *,
    certificate: Certificate,
    name: str,
    site_url: str,
    random_bytes: bytes,
    keys: Path,
    at: datetime,
) -> Certificate | None:
    """Put a new certificate with ``name`` in the place of ``certificate``; else as issued then.

    None where it is in force no more. The old one keeps its words. Two statements.
    """
    if not Certificate.objects.live().filter(pk=certificate.pk).update(replaced_at=at):
        return None
    number = new_number(random_bytes)
    facts = dataclasses.replace(
        PrintedFacts.from_json(certificate.printed),
        number=number,
        name=name,
        verify_url=f"{site_url}/verify/{number}/",
    )
    newer = Certificate(
        completion_thread=certificate.completion_thread,
        learner_id=certificate.learner_id,
        organisation_id=certificate.organisation_id,
        replaces=certificate,
    )
    return save(newer, facts=facts, keys=keys, at=at)


def share(*, certificate: Certificate, at: datetime) -> HolderLink:
    """Make a link that shows ``certificate`` with its name for 30 days. One statement."""
    expires_at = at + timedelta(days=LINK_DAYS)
    return HolderLink.objects.create(certificate=certificate, made_at=at, expires_at=expires_at)


def cancel_link(*, link: HolderLink, at: datetime) -> bool:
    """Let ``link`` open nothing any more; return whether it did until now. One statement."""
    still = HolderLink.objects.filter(pk=link.pk, cancelled_at__isnull=True, expires_at__gt=at)
    return bool(still.update(cancelled_at=at))


def keep_badge(*, certificate: Certificate, compact: str, place: Place, at: datetime) -> Badge:
    """Write the badge of ``certificate``. One statement.

    :raises IntegrityError: when there is one, or when another has this place of the status lists.
    """
    return Badge.objects.create(
        certificate=certificate,
        compact=compact,
        status_list=place.number,
        status_index=place.index,
        made_at=at,
    )
