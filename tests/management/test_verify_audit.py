"""The command that checks the trail."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from courses.audit.models import AuditEvent
from courses.audit.services import record
from courses.audit.triggers import drop_triggers, install_triggers
from tests.people import NOON


@pytest.fixture
def events(elm, harbour):
    """Record one event in each organisation and return them."""
    return [
        record(verb="joined", about=user, organisation_id=organisation.pk, at=NOON)
        for user, organisation in (
            (elm.amira, elm.organisation),
            (harbour.callum, harbour.organisation),
        )
    ]


def run():
    out = StringIO()
    call_command("verify_audit", stdout=out)
    return out.getvalue()


def test_a_whole_trail_is_told_to_be_whole(events):
    assert run() == "The audit trail is whole.\n"


def test_a_missing_trigger_is_named(events):
    drop_triggers(connection)

    with pytest.raises(CommandError) as refused:
        run()

    assert str(refused.value).splitlines() == [
        "The trigger audit_event_is_never_changed is missing: run migrate.",
        "The trigger audit_event_is_never_removed is missing: run migrate.",
    ]


def test_the_first_event_that_does_not_follow_is_named_for_each_chain(events):
    drop_triggers(connection)
    AuditEvent.objects.update(verb="granted")
    install_triggers(connection)

    with pytest.raises(CommandError) as refused:
        run()

    assert str(refused.value).splitlines() == [
        f"Organisation {event.chain}: event 1 does not follow." for event in events
    ]
