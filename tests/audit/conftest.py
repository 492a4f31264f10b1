"""A trail of three events of Elm Park's, and one of Harbour Trust's."""

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import record
from tests.people import NOON


@pytest.fixture
def trail(elm, harbour) -> list[AuditEvent]:
    """Return Elm Park's events, oldest first."""
    record(verb="joined", about=harbour.callum, organisation_id=harbour.organisation.pk, at=NOON)
    return [
        record(
            verb="joined",
            about=user,
            organisation_id=elm.organisation.pk,
            actor_id=elm.ash.pk,
            at=NOON,
            details={"count": number},
        )
        for number, user in enumerate((elm.amira, elm.lewis, elm.noor))
    ]
