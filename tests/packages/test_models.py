import pytest
from django.db import IntegrityError

from courses.packages.models import ImportRun
from tests.people import NOON

pytestmark = pytest.mark.django_db


def make(elm, **more):
    fields = {"sha256": "0" * 64, "state": "waiting", "file_name": "course.zip", **more}
    return ImportRun.objects.create(organisation=elm.organisation, by=elm.grace, at=NOON, **fields)


def test_a_file_has_one_open_run_in_an_organisation(elm):
    run = make(elm)

    assert str(run) == "course.zip"
    assert list(ImportRun.objects.open()) == [run]
    with pytest.raises(IntegrityError):
        make(elm, state="refused")


def test_a_run_that_was_decided_upon_leaves_room_for_another(elm):
    make(elm, state="discarded")

    assert make(elm).state == "waiting"


def test_an_imported_run_has_a_version(elm):
    with pytest.raises(IntegrityError):
        make(elm, state="imported")
