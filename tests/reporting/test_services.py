"""Writing packs and gaps: once, and beside what stood there."""

import pytest

from courses.common.history import Superseded
from courses.common.scope import Scope
from courses.reporting import services
from courses.reporting.models import GapAction, InspectionPack
from tests.people import NOON, TODAY
from tests.reporting.test_packs import DAY, gap

State = InspectionPack.State


def test_a_pack_is_settled_once(elm):
    scope = Scope(elm.organisation.pk, TODAY, whole=True)
    pack = services.ask_for_pack(
        organisation=elm.organisation, scope=scope, where="All", by=elm.lewis, at=NOON
    )

    assert services.settle_pack(pack=pack, state=State.FAILED) is True
    assert services.settle_pack(pack=pack, state=State.READY, sha256="ab") is False

    assert pack.state == State.FAILED
    assert InspectionPack.objects.values_list("state", "sha256").get() == ("failed", "")


def test_an_open_gap_that_says_the_same_is_found(elm):
    line = gap(elm, elm.north)
    same = {"organisation": elm.organisation, "gap": "Missing", "action": "Do it"}

    assert services.same_gap(**same, site=elm.north) == line
    assert services.same_gap(**same, site=None) is None
    services.revise_gap(line=line, at=NOON, actor_id=elm.lewis.pk, done_on=TODAY)
    assert services.same_gap(**same, site=elm.north) is None


def test_a_changed_gap_keeps_what_stood_there(elm):
    line = gap(elm, None)

    fresh = services.revise_gap(line=line, at=NOON + DAY, actor_id=elm.ash.pk, owner="Ash")

    rows = GapAction.objects.filter(thread=line.thread).order_by("pk")
    assert list(rows.values_list("owner", "superseded_at")) == [
        ("Lewis Grant", NOON + DAY),
        ("Ash", None),
    ]
    assert (fresh.recorded_by_id, fresh.gap) == (elm.ash.pk, "Missing")


def test_of_two_who_change_a_gap_the_second_is_refused(elm):
    line = gap(elm, None)
    again = GapAction.objects.get(pk=line.pk)
    services.revise_gap(line=line, at=NOON, actor_id=1, owner="Ash")

    with pytest.raises(Superseded):
        services.revise_gap(line=again, at=NOON, actor_id=1, owner="Noor")
