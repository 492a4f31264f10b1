"""Taking a list away as a file leaves a trace of counts, never of names."""

from courses.audit.models import AuditEvent
from courses.usecases.export_list import export_list
from tests.people import NOON, TODAY


def test_the_trail_holds_which_list_how_many_people_and_of_which_day(elm):
    export_list(
        organisation=elm.organisation,
        report="matrix",
        kind="csv",
        people=41,
        on=TODAY,
        at=NOON,
        actor_id=elm.lewis.pk,
    )

    event = AuditEvent.objects.get()
    assert (event.verb, event.chain, event.actor_id, event.about_kind, event.about_id) == (
        "exported",
        elm.organisation.pk,
        elm.lewis.pk,
        "organisation",
        elm.organisation.pk,
    )
    assert event.details == {
        "v": 1,
        "report": "matrix",
        "kind": "csv",
        "people": 41,
        "on": "2026-03-03",
    }
