"""Recording what happened."""

from itertools import pairwise

import pytest
from django.db import transaction

from courses.audit.models import AuditChain, AuditEvent
from courses.audit.services import PLATFORM, UnknownVerb, record
from tests.people import NOON
from tests.tables import everything


def test_an_event_holds_who_did_what_to_which_row(elm, trail):
    events = AuditEvent.objects.filter(chain=elm.organisation.pk).order_by("sequence")

    assert list(
        events.values_list("sequence", "verb", "about_kind", "about_id", "actor_id", "at")
    ) == [
        (1, "joined", "user", elm.amira.pk, elm.ash.pk, NOON),
        (2, "joined", "user", elm.lewis.pk, elm.ash.pk, NOON),
        (3, "joined", "user", elm.noor.pk, elm.ash.pk, NOON),
    ]
    assert events[1].details == {"v": 1, "count": 1}
    assert str(events[1]) == f"{elm.organisation.pk}/2 joined"


def test_each_event_carries_the_hash_of_the_one_before(trail):
    assert trail[0].previous_hash == ""
    assert [later.previous_hash for _, later in pairwise(trail)] == [
        earlier.hash for earlier, _ in pairwise(trail)
    ]
    assert {len(event.hash) for event in trail} == {64}


def test_each_organisation_and_the_platform_has_a_chain_of_its_own(elm, harbour, trail):
    event = record(verb="published", about=elm.amira, at=NOON)

    assert (event.chain, event.sequence, event.actor_id) == (PLATFORM, 1, None)
    heads = AuditChain.objects.order_by("pk").values_list("organisation_id", "last_sequence")
    assert list(heads) == [(harbour.organisation.pk, 1), (elm.organisation.pk, 3), (0, 1)]
    assert AuditChain.objects.get(organisation_id=elm.organisation.pk).last_hash == trail[-1].hash


@pytest.mark.parametrize("first", [True, False])
def test_recording_takes_this_many_queries(elm, harbour, first, django_assert_num_queries):
    if not first:
        record(verb="joined", about=elm.amira, organisation_id=elm.organisation.pk, at=NOON)

    # The head is looked for (and made, between two savepoints), locked, followed, moved on.
    with transaction.atomic(), django_assert_num_queries(7 if first else 4):
        record(verb="joined", about=elm.amira, organisation_id=elm.organisation.pk, at=NOON)


def test_a_verb_outside_the_vocabulary_is_refused(elm, trail):
    before = everything()

    with pytest.raises(UnknownVerb, match="shouted"):
        record(verb="shouted", about=elm.amira, organisation_id=elm.organisation.pk, at=NOON)

    assert everything() == before


def test_a_fraction_among_the_details_is_refused(elm, trail):
    before = everything()

    with pytest.raises(TypeError, match="whole numbers"):
        record(
            verb="joined",
            about=elm.amira,
            organisation_id=elm.organisation.pk,
            at=NOON,
            details={"score": 0.5},
        )

    assert everything() == before


def test_what_is_rolled_back_leaves_no_gap(elm, trail):
    with transaction.atomic():
        record(verb="joined", about=elm.amira, organisation_id=elm.organisation.pk, at=NOON)
        transaction.set_rollback(True)

    event = record(verb="joined", about=elm.amira, organisation_id=elm.organisation.pk, at=NOON)
    assert (event.sequence, event.previous_hash) == (4, trail[-1].hash)
