from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish
from courses.packages import uploads
from courses.packages.models import ImportRun
from courses.packages.runs import read_report
from courses.usecases.confirm_import import confirm_import
from courses.usecases.discard_import import discard_import
from tests.packages.build import files, zipped
from tests.people import NOON
from tests.tables import everything, trail
from tests.usecases.uploading import uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"


def confirm(run, elm):
    return confirm_import(run=run, at=NOON, actor_id=elm.grace.pk)


def verbs(elm):
    return [verb for verb, *_rest in trail(elm.organisation.pk)]


def test_a_waiting_package_becomes_a_draft_and_its_file_goes(elm, tmp_path):
    run = confirm(uploaded(elm, tmp_path), elm)

    assert (run.state, run.version.state) == ("imported", "draft")
    assert run.version.course.owner == elm.organisation
    assert list(uploads.folder().iterdir()) == []
    assert verbs(elm) == ["uploaded", "imported"]


def test_a_repeat_writes_nothing(elm, tmp_path):
    run = uploaded(elm, tmp_path)
    stale = ImportRun.objects.get()
    first = confirm(run, elm).version
    before = everything()

    assert confirm(run, elm).version == first
    assert everything() == before
    with pytest.raises(uploads.UploadGone):
        confirm(stale, elm)


def test_two_at_once_make_one_draft(elm, tmp_path):
    run = uploaded(elm, tmp_path)
    stale, content = ImportRun.objects.get(), uploads.kept(run.reference).read_bytes()
    confirm(run, elm)
    uploads.place_of(run.reference).write_bytes(content)

    again = confirm(stale, elm)

    assert (again.state, again.version) == ("imported", run.version)
    assert verbs(elm) == ["uploaded", "imported"]


def test_a_number_that_was_published_meanwhile_refuses_the_run(elm, tmp_path):
    run = uploaded(elm, tmp_path, course=("A small course", "Other words"))
    other = confirm(uploaded(elm, tmp_path), elm).version
    publish(version=other, at=NOON, actor_id=None)

    ended = confirm(run, elm)

    assert ended.state == "refused"
    assert [one.message for one in read_report(ended.problems).report.problems] == [
        "Version 1.0.0 of small-course was published with other text;"
        " give the changed text a new version number"
    ]
    assert CourseVersion.objects.get() == other
    assert list(uploads.folder().iterdir()) == []
    assert verbs(elm) == ["uploaded", "uploaded", "imported", "uploaded"]


def test_a_kept_file_that_no_longer_passes_is_refused(elm, tmp_path):
    run = uploaded(elm, tmp_path)
    zipped(uploads.place_of(run.reference), files(lesson=("minutes: 3", "minutes: 0")))

    assert confirm(run, elm).state == "refused"
    assert CourseVersion.objects.count() == 0


def test_a_run_discarded_meanwhile_is_not_refused_on_top(elm, tmp_path):
    run = uploaded(elm, tmp_path)
    stale = ImportRun.objects.get()
    discard_import(run=run, at=NOON + timedelta(hours=1), actor_id=elm.grace.pk)
    zipped(uploads.place_of(run.reference), files(lesson=("minutes: 3", "minutes: 0")))

    assert confirm(stale, elm).state == "discarded"


def test_nothing_is_kept_where_the_trail_cannot_be_written(elm, tmp_path):
    run = uploaded(elm, tmp_path)
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        confirm(run, elm)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert everything() == before
    assert uploads.kept(run.reference).is_file()
