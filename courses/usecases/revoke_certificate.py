"""Withdraw a certificate that should not have been issued."""

from datetime import datetime

from django.db import transaction

from courses.audit.services import record
from courses.certification import services as certification
from courses.certification.models import Certificate


class NotInForce(Exception):
    """The certificate was withdrawn or replaced already."""


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, actor_id: int, at: datetime
) -> None:
    """Withdraw ``certificate``; whoever checks it is told so, and its words stay as printed.

    :raises NotInForce: when it was withdrawn or replaced already.
    """
    if not certification.revoke(certificate=certificate, reason=reason, actor_id=actor_id, at=at):
        raise NotInForce(certificate.number)
    record(
        verb="revoked",
        about=certificate,
        organisation_id=certificate.organisation_id,
        actor_id=actor_id,
        at=at,
    )
