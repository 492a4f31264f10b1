from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.db import DatabaseError, connection

from courses.accounts.membership import Grant
from courses.common.scope import Scope
from courses.reporting.list_files import KEEP, ListFile, Question, files_for, place_of
from courses.reporting.statuses import Wanted
from courses.usecases import make_list_file as usecase
from courses.usecases.make_list_file import (
    KeyTaken,
    ask_for_list_file,
    expire_list_files,
    make_list_file,
    write_file,
)
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything, verbs_about
from tests.usecases.keeping import workbook_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    """Keep files in a folder of this test."""
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


def ask(elm, *, by=None, key=None, scope=None, report="people"):
    scope = scope or Scope(elm.organisation.pk, TODAY, whole=True)
    return ask_for_list_file(
        key=key or uuid4(),
        organisation=elm.organisation,
        by=by or elm.lewis,
        report=report,
        question=Question(scope, Wanted(search="a"), ("Name: a",)),
        at=NOON,
    )


def rows_of(file):
    sheet = openpyxl.load_workbook(BytesIO(place_of(file.reference).read_bytes())).active
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def test_the_file_is_made_after_the_commit_and_holds_the_list(
    elm, small_course, django_capture_on_commit_callbacks
):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )
    with django_capture_on_commit_callbacks(execute=True):
        file = ask(elm)

    file.refresh_from_db()
    assert (file.state, file.people, file.expires_at) == ("ready", 4, NOON + KEEP)
    assert file.size == place_of(file.reference).stat().st_size
    head, _day, filters, people, _blank, columns, first, *_rest = rows_of(file)
    assert (head, filters, people) == (["People"], ["Filters", "Name: a"], ["People", 4])
    assert columns[:2] == ["Name", "Staff number"]
    assert first[:2] == ["Amira Haddad", "E001"]
    assert "A small course" in first
    assert verbs_about(file) == ["asked-for-file"]
    assert files_for(organisation=elm.organisation, owner=elm.lewis, at=NOON) == [file]
    assert files_for(organisation=elm.organisation, owner=elm.noor, at=NOON) == []


def test_a_repeat_asks_once_and_a_key_of_somebody_else_is_refused(elm):
    key = uuid4()
    file = ask(elm, key=key)
    before = everything()

    assert ask(elm, key=key) == file
    with pytest.raises(KeyTaken):
        ask(elm, key=key, by=elm.noor)

    assert everything() == before


def test_made_twice_it_is_made_once(elm):
    file = ask(elm, report="matrix")
    stale = ListFile.objects.get()
    assert make_list_file(file=file, at=NOON) is True
    before = everything()

    assert make_list_file(file=stale, at=NOON) is False

    assert everything() == before
    assert rows_of(file)[0] == ["People and required courses"]


def test_whoever_lost_the_right_gets_no_file(elm):
    whole, part = ask(elm, by=elm.noor), ask(elm)
    here = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))
    north = ask(elm, by=elm.noor, scope=here)
    lewis = Grant.objects.filter(membership=elm.membership(elm.lewis))
    lewis.update(valid_until=TODAY - timedelta(1))

    made = [make_list_file(file=file, at=NOON) for file in (whole, part, north)]

    assert made == [False, False, True]
    assert list(ListFile.objects.order_by("pk").values_list("state", flat=True)) == [
        "failed",
        "failed",
        "ready",
    ]


def test_what_has_no_rights_at_all_any_more_gets_no_file(elm, harbour):
    file = ask(elm, by=harbour.callum)

    assert make_list_file(file=file, at=NOON) is False


def test_what_cannot_be_made_is_said_to_have_failed(elm, caplog):
    file = ask(elm, report="gone")
    place_of(file.reference).with_suffix(".part").write_text("half")

    assert write_file.call(file.pk) is False

    file.refresh_from_db()
    assert file.state == "failed"
    assert not place_of(file.reference).with_suffix(".part").exists()
    assert f"list-file-failed file={file.pk}" in caplog.text


def test_a_file_goes_after_a_week_once(elm, django_capture_on_commit_callbacks):
    file, fresh = workbook_of(elm.lewis, elm.organisation), ask(elm)
    make_list_file(file=file, at=NOON)
    ListFile.objects.filter(pk=fresh.pk).update(expires_at=NOON + KEEP * 2)

    with django_capture_on_commit_callbacks(execute=True):
        removed = [expire_list_files(at=NOON + KEEP), expire_list_files(at=NOON + KEEP)]

    file.refresh_from_db()
    assert removed == [1, 0]
    assert (file.state, place_of(file.reference).exists()) == ("removed", False)
    assert verbs_about(file) == ["removed-file"]
    assert usecase.expire(file, at=NOON) is False


def test_nothing_is_asked_for_where_the_trail_cannot_be_written(elm):
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        ask(elm)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert everything() == before
