"""Name another platform whose signed records an organisation accepts, or accept them no more."""

from datetime import datetime

from django.db import transaction

from courses.accounts.models import Organisation
from courses.audit.services import record
from courses.learning import acceptance
from courses.learning.acceptance import TrustedIssuer


@transaction.atomic
def trust_issuer(
    *,
    organisation: Organisation,
    name: str,
    address: str,
    keys: list[dict[str, str]],
    at: datetime,
    actor_id: int,
) -> TrustedIssuer:
    """Keep that ``organisation`` accepts signed records of this issuer, by its published keys.

    :raises AlreadyTrusted: when it trusts one of that address, or with one of these keys.
    """
    # The organisation's row is the lock: two at once have no other row in common.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    issuer = acceptance.trust(
        organisation=organisation, name=name, address=address, keys=keys, at=at, actor_id=actor_id
    )
    record(
        verb="trusted-issuer",
        about=issuer,
        organisation_id=organisation.pk,
        actor_id=actor_id,
        at=at,
        details={"keys": len(keys)},
    )
    return issuer


@transaction.atomic
def end_issuer(*, issuer: TrustedIssuer, at: datetime, actor_id: int) -> bool:
    """Accept nothing of ``issuer`` any more; what was accepted stays. False where it was done."""
    if not acceptance.end_trust(issuer=issuer, at=at, actor_id=actor_id):
        return False
    record(
        verb="ended-issuer",
        about=issuer,
        organisation_id=issuer.organisation_id,
        actor_id=actor_id,
        at=at,
    )
    return True
