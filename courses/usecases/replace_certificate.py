"""Replace a certificate whose printed name was wrong."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction

from courses.audit.services import record
from courses.certification import services as certification
from courses.certification.models import Certificate
from courses.usecases.revoke_certificate import NotInForce, tell_holder


@transaction.atomic
def replace_certificate(
    *, certificate: Certificate, name: str, actor_id: int, at: datetime
) -> Certificate:
    """Issue the certificate again with ``name`` printed, and point the old one to it.

    Its holder gets a mail with the address of the new one.

    :raises NotInForce: when it was withdrawn or replaced already.
    """
    newer = certification.replace(
        certificate=certificate,
        name=name,
        site_url=settings.SITE_URL,
        random_bytes=secrets.token_bytes(16),
        keys=settings.DATA_DIR / "keys",
        at=at,
    )
    if newer is None:
        raise NotInForce(certificate.number)
    record(
        verb="replaced",
        about=certificate,
        organisation_id=certificate.organisation_id,
        actor_id=actor_id,
        at=at,
        details={"by": newer.pk},
    )
    url = f"{settings.SITE_URL}/learn/certificates/{newer.number}.html"
    tell_holder(certificate, "courses/email/certificate_replaced.txt", at=at, url=url)
    return newer
