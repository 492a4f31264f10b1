"""The dry run of the removal says what the run then does, and writes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.packages.models import ImportRun
from courses.usecases.foresee_removal import foresee_removal
from courses.usecases.run_retention import expire_uploads
from tests.inspecting import make_one
from tests.tables import everything
from tests.usecases.uploading import uploaded

NOTHING = dict.fromkeys(("uploads", "rooms", "packs", "lists", "evidence", "requests"), 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_foreseen_is_what_goes_in_six_queries_and_two_for_the_periods(
    elm, harbour, tmp_path, settings, rows, django_assert_num_queries
):
    settings.DATA_DIR = tmp_path / "data"
    now = timezone.now()
    for number in range(rows):
        left = uploaded(elm, tmp_path)
        ImportRun.objects.filter(pk=left.pk).update(
            at=now - timedelta(days=31), sha256=f"{number:064}"
        )
    asked = {"at": now, "attendance_months": 24}
    before = everything()

    with django_assert_num_queries(8):
        found = foresee_removal(**asked, organisation_id=elm.organisation.pk)

    assert everything() == before
    assert found == NOTHING | {"uploads": ImportRun.objects.count()}
    assert foresee_removal(**asked, organisation_id=harbour.organisation.pk) == NOTHING
    assert foresee_removal(**asked) == found
    assert expire_uploads(at=now) == found["uploads"]


def test_a_pack_is_foreseen_for_the_day_it_goes(elm, harbour):
    pack = make_one(elm.organisation, elm.lewis)

    def found(days):
        at = pack.asked_at + timedelta(days=days, seconds=1)
        return foresee_removal(at=at, attendance_months=24, organisation_id=elm.organisation.pk)

    assert (found(89), found(90)) == (NOTHING, NOTHING | {"packs": 1})
