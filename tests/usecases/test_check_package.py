import pytest
from django.db import DatabaseError, connection

from courses.audit.models import AuditEvent
from courses.packages import uploads
from courses.packages.models import ImportRun
from courses.packages.runs import read_plan, read_report
from tests.tables import everything, trail
from tests.usecases.uploading import uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"


def test_a_good_package_waits_with_its_plan_and_its_file(elm, tmp_path):
    run = uploaded(elm, tmp_path)

    assert (run.state, read_plan(run.plan).course) == ("waiting", "small-course")
    assert uploads.digest_of(uploads.kept(run.reference)) == run.sha256
    assert not (tmp_path / "incoming.zip").exists()
    assert trail(elm.organisation.pk) == [("uploaded", "importrun", run.pk, elm.grace.pk)]
    assert AuditEvent.objects.get().details["problems"] == 0


def test_a_refused_package_keeps_its_problems_and_no_file(elm, tmp_path):
    run = uploaded(elm, tmp_path, lesson=("minutes: 3", "minutes: 0"))

    assert (run.state, read_report(run.problems).problems) == ("refused", 1)
    assert list(uploads.folder().iterdir()) == []
    assert not (tmp_path / "incoming.zip").exists()


def test_a_repeat_writes_nothing(elm, tmp_path):
    uploaded(elm, tmp_path)
    before = everything()

    uploaded(elm, tmp_path)

    assert everything() == before


def test_nothing_is_kept_where_the_trail_cannot_be_written(elm, tmp_path):
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        uploaded(elm, tmp_path)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert everything() == before
    assert ImportRun.objects.count() == 0
    assert not (tmp_path / "incoming.zip").exists()
