from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courses.audit.models import AuditEvent
from courses.catalogue.services import publish, save_draft
from courses.packages.formats.native import zipped
from tests.people import NOON
from tests.small_course import small_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Work in a folder of this test."""
    monkeypatch.chdir(tmp_path)


def run(*arguments):
    out = StringIO()
    call_command("export_course", *arguments, stdout=out)
    return out.getvalue()


def test_the_version_that_new_learners_get_is_written_beside_one():
    version = save_draft(draft=small_draft())
    publish(version=version, at=NOON, actor_id=None)
    save_draft(draft=small_draft(version="2.0.0"))

    out = run("small-course")

    assert out == "A small course 1.0.0 is written to small-course-1.0.0.zip.\n"
    assert Path("small-course-1.0.0.zip").read_bytes() == zipped(small_draft())
    assert AuditEvent.objects.get().chain == 0


def test_the_newest_draft_is_written_where_nothing_is_published():
    save_draft(draft=small_draft(version="1.9.0"))
    save_draft(draft=small_draft(version="1.10.0"))

    assert run("small-course", "--to", "new.zip") == (
        "A small course 1.10.0 is written to new.zip.\n"
    )


def test_an_own_course_of_a_given_number_is_written(elm):
    save_draft(draft=small_draft(), owner_id=elm.organisation.pk)
    save_draft(draft=small_draft(version="1.1.0"), owner_id=elm.organisation.pk)

    run("small-course", "--organisation", "elm-park", "--number", "1.0.0")

    assert Path("small-course-1.0.0.zip").read_bytes() == zipped(small_draft())
    assert AuditEvent.objects.get().chain == elm.organisation.pk


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["other"], "There is no such course, or no such version of it; nothing was written."),
        (["small-course", "--number", "9.9.9"], "There is no such course, or no such version"),
        (["small-course", "--organisation", "nobody"], "There is no organisation nobody;"),
        (["small-course", "--organisation", "elm-park"], "There is no such course"),
        (["small-course", "--to", "there.zip"], "there.zip is there already and stays as it is."),
        (["small-course", "--to", "no/where.zip"], "no/where.zip cannot be written: No such file"),
    ],
)
def test_what_cannot_be_written_is_said_and_leaves_no_trace(elm, arguments, said):
    save_draft(draft=small_draft())
    Path("there.zip").write_text("mine")

    with pytest.raises(CommandError) as refused:
        run(*arguments)

    assert str(refused.value).startswith(said)
    assert Path("there.zip").read_text() == "mine"
    assert [file.name for file in Path().iterdir()] == ["there.zip"]
    assert AuditEvent.objects.count() == 0
