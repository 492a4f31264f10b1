"""The tables of staff files."""

import pytest
from django.db import IntegrityError, transaction

from courses.packages.staff_files import StaffColumns, StaffFile, StaffFileRow
from tests.people import NOON
from tests.usecases.uploading import staff_file_of


def test_an_organisation_has_one_unsettled_file_and_others_their_own(elm, harbour):
    mine = staff_file_of(elm.lewis, elm.organisation)
    staff_file_of(harbour.beth, harbour.organisation)
    more = {"organisation": elm.organisation, "by": elm.lewis, "at": NOON, "touched_at": NOON}

    with pytest.raises(IntegrityError), transaction.atomic():
        StaffFile.objects.create(state=StaffFile.State.READING, **more)
    StaffFile.objects.create(state=StaffFile.State.APPLIED, **more)

    assert list(StaffFile.objects.open().filter(organisation=elm.organisation)) == [mine]


def test_each_row_says_what_it_is(elm):
    file = staff_file_of(elm.lewis, elm.organisation)
    columns = StaffColumns(organisation=elm.organisation)

    assert [str(file), str(StaffFileRow(position=3)), str(columns)] == [
        "staff of elm-park.csv",
        "row 3",
        f"columns of organisation {elm.organisation.pk}",
    ]
