"""What the tables of packs, links and gaps refuse."""

import pytest
from django.db import IntegrityError, transaction

from courses.common.scope import Scope
from courses.reporting.models import GapAction, InspectionLink, InspectionPack
from tests.people import NOON, TODAY
from tests.reporting.test_packs import asked, gap, shared


@pytest.fixture
def pack(elm):
    """Return a pack that is being made."""
    return asked(elm, Scope(elm.organisation.pk, TODAY, whole=True))


def test_a_pack_is_not_ready_without_time_and_digest(pack):
    with pytest.raises(IntegrityError, match="ready_pack_has_time_and_digest"):
        InspectionPack.objects.filter(pk=pack.pk).update(state="ready")


def test_a_token_opens_one_link(elm, pack):
    shared(elm, pack, "same")

    with pytest.raises(IntegrityError, match=r"link_token_is_unique|token_hash"):
        shared(elm, pack, "same")


def test_a_link_expires_after_it_is_made(elm, pack):
    link = shared(elm, pack)

    with pytest.raises(IntegrityError, match="link_expires_after_it_is_made"):
        InspectionLink.objects.filter(pk=link.pk).update(expires_at=NOON)


@pytest.mark.parametrize("field", ["gap", "action", "owner"])
def test_a_gap_has_action_and_owner(elm, field):
    line = gap(elm, elm.north)

    with pytest.raises(IntegrityError, match="gap_has_action_and_owner"), transaction.atomic():
        GapAction.objects.filter(pk=line.pk).update(**{field: ""})


def test_each_row_says_what_it_is(elm, pack):
    line, link = gap(elm, None), shared(elm, pack)

    assert [str(one) for one in (pack, link, line)] == [
        str(pack.reference),
        f"inspection link {link.pk}",
        f"gap {line.thread}",
    ]
