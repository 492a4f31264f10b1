"""The triggers that refuse changes of the trail, by the ORM and by SQL, on both databases."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from courses.audit.models import AuditChain, AuditEvent
from courses.audit.queries import broken_chains
from courses.audit.triggers import NAMES, drop_triggers, install_triggers, installed_triggers
from tests.tables import everything

CHANGED, REMOVED = "audit events are never changed", "audit events are never removed"


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


def refused(message):
    """Return the contexts in which a write must fail, with the transaction still usable after."""
    return pytest.raises(DatabaseError, match=message), transaction.atomic()


def test_after_all_migrations_these_triggers_stand_and_no_others(db):
    assert installed_triggers(connection) == [
        "audit_event_is_never_changed",
        "audit_event_is_never_removed",
    ]


def test_migrating_again_installs_them_again(db):
    drop_triggers(connection)
    assert installed_triggers(connection) == []

    call_command("migrate", verbosity=0)

    assert installed_triggers(connection) == sorted(NAMES)


def test_installing_and_dropping_twice_changes_nothing(db):
    install_triggers(connection)
    assert installed_triggers(connection) == sorted(NAMES)

    drop_triggers(connection)
    drop_triggers(connection)
    assert installed_triggers(connection) == []
    install_triggers(connection)


WRITES = [
    (CHANGED, lambda event: AuditEvent.objects.filter(pk=event.pk).update(verb="granted")),
    (CHANGED, lambda event: event.save()),
    (CHANGED, lambda event: AuditEvent.objects.bulk_update([event], ["verb"])),
    (CHANGED, lambda event: sql(f"UPDATE courses_auditevent SET verb = 'x' WHERE id = {event.pk}")),
    (REMOVED, lambda event: event.delete()),
    (REMOVED, lambda event: AuditEvent.objects.all().delete()),
    (REMOVED, lambda event: sql(f"DELETE FROM courses_auditevent WHERE id = {event.pk}")),
    (REMOVED, lambda event: sql("DELETE FROM courses_auditevent")),
]


@pytest.mark.parametrize(("message", "write"), WRITES)
def test_an_event_is_neither_changed_nor_removed(trail, message, write):
    before = everything()
    fails, usable = refused(message)

    with fails, usable:
        write(AuditEvent.objects.get(pk=trail[1].pk))

    assert everything() == before
    assert broken_chains() == []


def test_without_a_head_the_events_still_stay(trail):
    AuditChain.objects.all().delete()
    fails, usable = refused(REMOVED)

    with fails, usable:
        sql("DELETE FROM courses_auditevent")

    assert AuditEvent.objects.count() == 4


@pytest.mark.parametrize("by_orm", [True, False])
def test_of_a_closed_prefix_events_are_removed_and_above_it_none(elm, trail, by_orm):
    chain = elm.organisation.pk
    AuditChain.objects.filter(organisation_id=chain).update(
        closed_through=2, closed_hash=trail[1].hash
    )

    if by_orm:
        removed, _ = AuditEvent.objects.filter(chain=chain, sequence__lte=2).delete()
    else:
        removed = sql(f"DELETE FROM courses_auditevent WHERE chain = {chain} AND sequence <= 2")

    assert removed == 2
    assert list(AuditEvent.objects.filter(chain=chain)) == [trail[2]]
    assert broken_chains() == []
    fails, usable = refused(REMOVED)
    with fails, usable:
        AuditEvent.objects.filter(chain=chain).delete()


def test_a_closed_event_is_not_changed_either(elm, trail):
    AuditChain.objects.filter(organisation_id=elm.organisation.pk).update(closed_through=3)
    fails, usable = refused(CHANGED)

    with fails, usable:
        AuditEvent.objects.filter(pk=trail[0].pk).update(verb="granted")


def test_the_closed_prefix_of_one_organisation_opens_no_other(elm, harbour, trail):
    AuditChain.objects.filter(organisation_id=elm.organisation.pk).update(closed_through=3)
    fails, usable = refused(REMOVED)

    with fails, usable:
        AuditEvent.objects.filter(chain=harbour.organisation.pk).delete()
