"""Sharing a pack: a link made once, cancelled once, and every look recorded."""

from datetime import timedelta
from functools import partial

import pytest

from courses.audit.models import AuditEvent
from courses.audit.services import UnknownVerb
from courses.common.scope import Scope
from courses.common.vocabulary import VERBS
from courses.reporting import services
from courses.reporting.models import InspectionLink
from courses.usecases.share_inspection_pack import (
    TokenTaken,
    cancel_inspection_link,
    share_inspection_pack,
    take_pack,
    view_by_link,
)
from tests.people import NOON, TODAY
from tests.tables import everything, trail
from tests.usecases.racing import EIGHT, at_once

DAY = timedelta(days=1)


@pytest.fixture
def pack(elm, harbour):
    """Return a pack that was asked for."""
    return services.ask_for_pack(
        organisation=elm.organisation,
        scope=Scope(elm.organisation.pk, TODAY, whole=True),
        where="All",
        by=elm.lewis,
        at=NOON,
    )


@pytest.fixture
def share(elm, pack):
    """Return how to share the pack."""

    def call(**changes):
        fields = {
            "pack": pack,
            "token": "secret",
            "for_whom": "Inspector",
            "days": 14,
            "by": elm.lewis,
            "at": NOON,
        }
        return share_inspection_pack(**(fields | changes))

    return call


def test_a_link_works_for_its_days_and_is_recorded(elm, pack, share):
    link = share()

    assert (link.expires_at, link.organisation_id) == (NOON + 14 * DAY, elm.organisation.pk)
    assert trail(elm.organisation.pk) == [("shared-pack", "inspectionlink", link.pk, elm.lewis.pk)]
    assert AuditEvent.objects.get().details == {"v": 1, "pack": pack.pk, "days": 14}


def test_the_same_form_sent_twice_makes_one_link(share):
    first = share()
    before = everything()

    assert share(at=NOON + DAY) == first
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_by_eight_at_once_makes_one_link(elm, share):
    links = at_once([share] * EIGHT)

    assert links == [InspectionLink.objects.get()] * EIGHT
    assert [verb for verb, *_rest in trail(elm.organisation.pk)] == ["shared-pack"]


def test_a_token_of_another_link_is_refused(elm, share):
    share()
    before = everything()

    with pytest.raises(TokenTaken):
        share(by=elm.ash)

    assert everything() == before


def test_a_link_is_cancelled_once(elm, share):
    link = share()

    assert cancel_inspection_link(link=link, at=NOON, actor_id=elm.ash.pk) is True
    before = everything()
    assert cancel_inspection_link(link=link, at=NOON + DAY, actor_id=elm.ash.pk) is False

    assert everything() == before
    assert InspectionLink.objects.get().cancelled_at == NOON
    assert trail(elm.organisation.pk)[1:] == [
        ("cancelled-link", "inspectionlink", link.pk, elm.ash.pk)
    ]


def test_every_look_and_every_file_taken_is_recorded(elm, pack, share):
    link = share()

    view_by_link(link=link, what="people", at=NOON)
    take_pack(pack=pack, at=NOON, actor_id=elm.lewis.pk)

    assert trail(elm.organisation.pk)[1:] == [
        ("viewed-link", "inspectionlink", link.pk, None),
        ("took-pack", "inspectionpack", pack.pk, elm.lewis.pk),
    ]
    assert AuditEvent.objects.get(verb="viewed-link").details == {"v": 1, "what": "people"}


@pytest.mark.parametrize("verb", ["shared-pack", "cancelled-link"])
def test_nothing_is_kept_where_the_trail_cannot_be_written(elm, share, verb, monkeypatch):
    act = share
    if verb == "cancelled-link":
        act = partial(cancel_inspection_link, link=share(), at=NOON, actor_id=elm.ash.pk)
    before = everything()
    monkeypatch.delitem(VERBS, verb)

    with pytest.raises(UnknownVerb):
        act()

    assert everything() == before
