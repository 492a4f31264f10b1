import pytest
from django.db import DatabaseError, connection

from courses.packages import uploads
from courses.usecases.confirm_import import confirm_import
from courses.usecases.discard_import import discard_import
from tests.people import NOON
from tests.tables import everything, trail
from tests.usecases.uploading import uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"


def discard(run, elm):
    return discard_import(run=run, at=NOON, actor_id=elm.grace.pk)


def test_a_waiting_package_is_set_aside_and_its_file_goes(elm, tmp_path):
    run = discard(uploaded(elm, tmp_path), elm)

    assert run.state == "discarded"
    assert list(uploads.folder().iterdir()) == []
    assert [verb for verb, *_rest in trail(elm.organisation.pk)] == ["uploaded", "discarded"]


def test_a_repeat_writes_nothing(elm, tmp_path):
    run = discard(uploaded(elm, tmp_path), elm)
    before = everything()

    discard(run, elm)

    assert everything() == before


def test_what_became_a_draft_is_not_discarded(elm, tmp_path):
    run = confirm_import(run=uploaded(elm, tmp_path), at=NOON, actor_id=elm.grace.pk)

    assert discard(run, elm).state == "imported"


def test_nothing_is_kept_where_the_trail_cannot_be_written(elm, tmp_path):
    run = uploaded(elm, tmp_path)
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        discard(run, elm)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert everything() == before
    assert uploads.kept(run.reference).is_file()
