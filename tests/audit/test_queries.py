"""Looking for the first link that does not follow, in the tables."""

import pytest
from django.db import connection

from courses.audit.models import AuditChain, AuditEvent
from courses.audit.queries import (
    about_or_by,
    broken_chains,
    counts_about,
    links_of,
    looks_at,
)
from courses.audit.services import record
from courses.audit.triggers import drop_triggers, install_triggers
from tests.people import NOON


@pytest.fixture
def unguarded(trail):
    """Take the triggers away for the length of a test, as somebody with the keys might."""
    drop_triggers(connection)
    yield trail
    install_triggers(connection)


def of(event):
    return AuditEvent.objects.filter(pk=event.pk)


def test_a_trail_that_nobody_touched_is_whole(trail):
    assert broken_chains() == []


@pytest.mark.parametrize("rows", [1, 3])
def test_links_come_in_order_with_their_hashes_in_one_query(
    trail, rows, elm, harbour, django_assert_num_queries
):
    chain = elm.organisation.pk if rows == 3 else harbour.organisation.pk

    with django_assert_num_queries(1):
        links = list(links_of(chain))

    assert [link.sequence for link, _ in links] == list(range(1, rows + 1))
    assert [link.hash() for link, _ in links] == [stored for _, stored in links]


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        (0, {"verb": "granted"}),
        (1, {"actor_id": 0}),
        (1, {"details": {"v": 1, "count": 9}}),
        (2, {"hash": "0" * 64}),
    ],
)
def test_a_changed_event_breaks_its_chain_there(unguarded, elm, place, changes):
    of(unguarded[place]).update(**changes)

    assert broken_chains() == [(elm.organisation.pk, place + 1)]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_event_taken_out_breaks_its_chain_there(unguarded, elm, place):
    of(unguarded[place]).delete()

    assert broken_chains() == [(elm.organisation.pk, place + 1)]


def test_a_chain_emptied_of_its_events_is_broken_at_the_first(unguarded, elm):
    AuditEvent.objects.filter(chain=elm.organisation.pk).delete()

    assert broken_chains() == [(elm.organisation.pk, 1)]


def test_a_chain_whose_head_is_gone_is_broken_at_the_first(trail, elm):
    AuditChain.objects.filter(organisation_id=elm.organisation.pk).delete()

    assert broken_chains() == [(elm.organisation.pk, 1)]


def test_a_head_set_back_to_hide_the_last_event_is_found(trail, elm):
    AuditChain.objects.filter(organisation_id=elm.organisation.pk).update(
        last_sequence=2, last_hash=trail[1].hash
    )

    assert broken_chains() == [(elm.organisation.pk, 4)]


def test_every_broken_chain_is_named(unguarded, elm, harbour):
    AuditEvent.objects.update(actor_id=0)

    expected = sorted([(elm.organisation.pk, 1), (harbour.organisation.pk, 1)])
    assert broken_chains() == expected


def close_prefix(elm, event):
    AuditChain.objects.filter(organisation_id=elm.organisation.pk).update(
        closed_through=event.sequence, closed_hash=event.hash
    )


@pytest.mark.parametrize("closed", [1, 2, 3])
def test_after_a_closed_prefix_has_gone_the_rest_still_verifies(trail, elm, closed):
    close_prefix(elm, trail[closed - 1])
    AuditEvent.objects.filter(chain=elm.organisation.pk, sequence__lte=closed).delete()

    assert broken_chains() == []
    event = record(verb="joined", about=elm.sam, organisation_id=elm.organisation.pk, at=NOON)
    assert (event.sequence, broken_chains()) == (4, [])


def test_a_prefix_closed_with_another_hash_is_found(trail, elm):
    close_prefix(elm, trail[0])
    AuditEvent.objects.filter(chain=elm.organisation.pk, sequence=1).delete()
    AuditChain.objects.filter(organisation_id=elm.organisation.pk).update(closed_hash="0" * 64)

    assert broken_chains() == [(elm.organisation.pk, 2)]


def test_events_of_one_verb_are_counted_by_their_row(elm, harbour):
    here = elm.organisation.pk
    for user in (elm.amira, elm.amira, elm.noor, elm.ash):
        record(verb="opened-person", about=user, organisation_id=here, at=NOON)
    record(verb="joined", about=elm.amira, organisation_id=here, at=NOON)
    record(verb="opened-person", about=elm.amira, organisation_id=harbour.organisation.pk, at=NOON)

    ids = [elm.amira.pk, elm.noor.pk, elm.sam.pk]
    counts = counts_about(chain=here, verb="opened-person", kind="user", ids=ids)

    assert counts == {elm.amira.pk: 2, elm.noor.pk: 1}


def test_looks_at_rows_are_the_newest_first_and_of_these_chains_alone(trail, elm, harbour):
    here, theirs = elm.organisation.pk, harbour.organisation.pk
    about = {"user": [elm.amira.pk, elm.noor.pk, harbour.callum.pk], "membership": [elm.amira.pk]}

    assert list(looks_at(chains=[here], about=about, verbs=["joined"])) == [trail[2], trail[0]]
    assert len(looks_at(chains=[here, theirs], about=about, verbs=["joined"])) == 3
    assert list(looks_at(chains=[here], about={"user": []}, verbs=["joined"])) == []
    assert list(looks_at(chains=[here], about=about, verbs=["invited"])) == []


def test_what_is_about_somebody_or_by_them_comes_as_it_was_written(trail, elm, harbour):
    here = elm.organisation.pk
    about = {"user": {elm.lewis.pk, harbour.callum.pk}, "seat": set()}

    assert about_or_by([here], about=about, actor_id=elm.lewis.pk) == [trail[1]]
    assert about_or_by([here], about={}, actor_id=elm.ash.pk) == trail
