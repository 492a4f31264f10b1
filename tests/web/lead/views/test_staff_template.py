"""The list of staff as it is now: uploaded again it changes nothing, and how long it may be."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.audit.models import AuditEvent
from courses.packages.staff_files import StaffFile
from courses.web.lead.views import staff_template
from tests.web.reading import text_of

PAGE = "/lead/elm-park/staff-file/"


@pytest.mark.parametrize("name", ["staff.csv", "staff.xlsx"])
def test_the_list_as_it_is_now_uploads_without_a_change(
    lewis, name, django_capture_on_commit_callbacks
):
    answer = lewis.get(f"{PAGE}{name}")
    file = SimpleUploadedFile(name, b"".join(answer.streaming_content))
    with django_capture_on_commit_callbacks(execute=True):
        lewis.post(PAGE, {"file": file, "people": "everybody"})

    read = StaffFile.objects.get()
    assert read.counts["unchanged"] == sum(read.counts[kind] for kind in read.counts if kind != "v")
    assert answer["Content-Disposition"] == f'attachment; filename="{name[:5]}-elm-park{name[5:]}"'
    event = AuditEvent.objects.get(verb="exported")
    told = [event.details[key] for key in ("report", "kind", "people")]
    assert told == ["staff-file", name.partition(".")[2], 5]


def test_of_more_people_than_an_excel_file_may_hold_it_is_csv_alone(lewis, monkeypatch):
    monkeypatch.setattr(staff_template, "MOST_IN_A_WORKBOOK", 5)
    there = lewis.get(f"{PAGE}staff.xlsx")
    monkeypatch.setattr(staff_template, "MOST_IN_A_WORKBOOK", 4)

    refused = lewis.get(f"{PAGE}staff.xlsx")

    assert there.status_code == 200
    assert (refused.status_code, refused["Location"]) == (303, PAGE)
    assert "An Excel file of this list holds at most 4 people. Take CSV" in text_of(lewis.get(PAGE))
    assert AuditEvent.objects.filter(verb="exported").count() == 1
    assert lewis.get(f"{PAGE}staff.csv").status_code == 200


def test_who_leads_one_site_alone_does_not_find_it(noor, rule):
    assert [noor.get(f"{PAGE}staff.{kind}").status_code for kind in ("csv", "xlsx")] == [404, 404]
