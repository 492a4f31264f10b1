"""Opening one person's page leaves a trace that the person can be shown."""

from courses.audit.models import AuditEvent
from courses.usecases.open_person import open_person
from tests.people import NOON


def test_the_trail_holds_who_looked_at_whom(elm):
    amira = elm.membership(elm.amira)

    open_person(membership=amira, at=NOON, actor_id=elm.lewis.pk)

    event = AuditEvent.objects.get()
    assert (event.verb, event.chain, event.actor_id, event.about_kind, event.about_id) == (
        "opened-person",
        elm.organisation.pk,
        elm.lewis.pk,
        "membership",
        amira.pk,
    )
    assert event.details == {"v": 1}
