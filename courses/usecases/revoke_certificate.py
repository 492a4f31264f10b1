"""Withdraw a certificate that should not have been issued."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.audit.services import record
from courses.certification import services as certification
from courses.certification.models import Certificate
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due


class NotInForce(Exception):
    """The certificate was withdrawn or replaced already."""


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, actor_id: int, at: datetime
) -> None:
    """Withdraw ``certificate``; whoever checks it is told so, and its words stay as printed.

    Its holder gets a mail that does not say why.

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
    tell_holder(certificate, "courses/email/certificate_withdrawn.txt", at=at)


def tell_holder(certificate: Certificate, template: str, *, at: datetime, **values: str) -> None:
    """Queue the mail that ``certificate`` counts no longer; its subject names neither."""
    told = {
        "name": certificate.learner.name,
        "organisation": certificate.organisation.name,
        "number": certificate.number,
        "record_url": f"{settings.SITE_URL}/learn/record/",
    }
    notifications.queue(
        key=f"certificate-ended:{certificate.number}",
        kind=Message.Kind.CERTIFICATE,
        recipient=certificate.learner,
        organisation=certificate.organisation,
        subject="Safeguarding training: your record was updated",
        body=render_to_string(template, told | values),
        due_at=at,
    )
    transaction.on_commit(send_due.enqueue)
