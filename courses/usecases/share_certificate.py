"""Show a certificate with its name to whoever has its holder's link, and stop doing so."""

from datetime import datetime

from django.db import transaction

from courses.audit.services import record
from courses.certification import services as certification
from courses.certification.models import Certificate, HolderLink
from courses.certification.queries import open_link_of


@transaction.atomic
def share_certificate(*, certificate: Certificate, at: datetime) -> HolderLink:
    """Return the link that shows ``certificate``; one is made where none works.

    So a double click makes one, and what its holder cancels is all there was.
    """
    locked = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
    there = open_link_of(locked, at=at)
    if there is not None:
        return there
    link = certification.share(certificate=locked, at=at)
    record(
        verb="shared-certificate",
        about=link,
        organisation_id=locked.organisation_id,
        actor_id=locked.learner_id,
        at=at,
    )
    return link


@transaction.atomic
def cancel_certificate_link(*, certificate: Certificate, at: datetime) -> bool:
    """Let the link to ``certificate`` open nothing any more; return whether one did until now."""
    link = open_link_of(certificate, at=at)
    if link is None or not certification.cancel_link(link=link, at=at):
        return False
    record(
        verb="cancelled-certificate-link",
        about=link,
        organisation_id=certificate.organisation_id,
        actor_id=certificate.learner_id,
        at=at,
    )
    return True
