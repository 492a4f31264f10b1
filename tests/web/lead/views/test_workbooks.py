"""Long lists as Excel files: asked for, looked at, taken, run out."""

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from courses.audit.models import AuditEvent
from courses.reporting.list_files import ListFile
from courses.usecases.make_list_file import make_list_file
from courses.web.lead.views import exports
from tests.usecases.keeping import workbook_of
from tests.web.reading import text_of

FILES = "/lead/elm-park/exports/files/"


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    """Keep files in a folder of this test."""
    settings.DATA_DIR = tmp_path / "data"


def test_a_list_too_long_for_one_answer_is_made_in_the_background(lewis, rule, monkeypatch):
    monkeypatch.setattr(exports, "MOST_IN_A_WORKBOOK", 3)
    asked = lewis.get("/lead/elm-park/exports/people.xlsx?search=a&course=small-course")
    page = lewis.get(asked["Location"])
    key = page.context["form"].initial["key"]

    sent = [lewis.post(asked["Location"], {"key": key})["Location"] for _twice in range(2)]

    assert asked["Location"] == f"{FILES}?list=people&search=a&course=small-course"
    assert "The list holds 4 people. Filters: Course: A small course; Name" in text_of(page)
    assert "None in the last 7 days." in text_of(page)
    assert sent == [f"{FILES}{key}/"] * 2
    file = ListFile.objects.get()
    assert (file.reference, file.asked["wanted"]["search"]) == (UUID(str(key)), "a")
    assert "The file is being made." in text_of(lewis.get(sent[0]))
    assert "Being made" in text_of(lewis.get(FILES))


def test_the_file_is_taken_until_it_runs_out_by_its_owner_alone(lewis, noor, elm, rule):
    file = workbook_of(elm.lewis, elm.organisation, at=timezone.now())
    url = f"{FILES}{file.reference}/"
    early = lewis.get(f"{url}file/", follow=True)
    make_list_file(file=file, at=timezone.now())

    page = text_of(lewis.get(url))
    taken = lewis.get(f"{url}file/")
    content = b"".join(taken.streaming_content)

    assert "This file cannot be taken any more. Have it made again." in text_of(early)
    assert "The file is ready: 5 people." in page
    assert content.startswith(b"PK")
    assert taken["Content-Disposition"].startswith('attachment; filename="people-elm-park-')
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.details["kind"], event.details["people"]) == ("exported", "xlsx", 5)
    assert [noor.get(url).status_code, noor.get(f"{url}file/").status_code] == [404, 404]
    ListFile.objects.update(expires_at=timezone.now())
    assert "The file has run out and was removed." in text_of(lewis.get(url))
    assert lewis.get(f"{url}file/")["Location"] == url
    ListFile.objects.update(state="failed")
    assert "The file could not be made." in text_of(lewis.get(url))


def test_the_name_of_a_file_says_that_only_what_was_recorded_counts(lewis, elm, rule):
    file = workbook_of(elm.lewis, elm.organisation, at=timezone.now())
    file.asked |= {"on": "2026-03-03", "known_at": "2026-03-04T00:00:00+00:00"}
    file.save()
    make_list_file(file=file, at=timezone.now())

    taken = lewis.get(f"{FILES}{file.reference}/file/")
    taken.close()

    name = "people-elm-park-2026-03-03-as-known-then.xlsx"
    assert taken["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_file_of_more_than_one_may_see_now_is_not_given(noor, elm, rule):
    file = workbook_of(elm.noor, elm.organisation, at=timezone.now())
    ListFile.objects.update(state="ready")

    assert noor.get(f"{FILES}{file.reference}/file/")["Location"] == f"{FILES}{file.reference}/"


def test_an_unknown_list_is_missing_and_a_key_of_somebody_else_begins_anew(lewis, elm, rule):
    other = workbook_of(elm.noor, elm.organisation)

    assert lewis.get(f"{FILES}?list=everything").status_code == 404
    assert lewis.post(FILES, {"key": other.reference})["Location"] == FILES
    assert lewis.get(f"{FILES}{uuid4()}/").status_code == 404
