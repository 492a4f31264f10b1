"""A certificate as a file: attached by its owner, opened by them and by leads there alone."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from courses.common.dates import local_date
from courses.learning.brought import BroughtRecord
from courses.learning.evidence import drop
from tests.tables import verbs_about
from tests.web.reading import errors_of, text_of

ADD = "/learn/record/add/"
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def fields(elm, harbour, small_course):
    """Return what Amira types."""
    day = local_date(timezone.now())
    return {
        "course": f"{elm.membership(elm.amira).pk}-{small_course.course.pk}",
        **{f"completed_on_{part}": getattr(day, part) for part in ("day", "month", "year")},
        "minutes": 90,
        "evidence": "County council, certificate 77",
    }


def upload(data, name="../../a <b>.pdf"):
    return SimpleUploadedFile(name, data)


def test_its_owner_and_the_leads_there_open_it_and_nobody_else(
    amira, fields, elm, harbour, sign_in
):
    done = text_of(amira.post(ADD, fields | {"file": upload(PDF)}, follow=True))
    record = BroughtRecord.objects.get()
    own = f"/learn/record/brought/{record.pk}/file/"
    led = f"/lead/elm-park/brought/{record.pk}/file/"
    lewis = sign_in(elm.lewis)

    assert "Download what you attached" in done
    assert f'href="{led}"' in lewis.get("/lead/elm-park/brought/").content.decode()
    for answer in (amira.get(own), lewis.get(led)):
        assert answer.content == PDF
        assert answer["Content-Type"] == "application/pdf"
        name = f"evidence-{record.pk}.pdf"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer["Content-Security-Policy"] == (
            "default-src 'none'; sandbox; frame-ancestors 'none'"
        )
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
    others = {
        "amira": (amira, led),
        "lewis": (lewis, own),
        "grace": (sign_in(elm.grace), own),
        "beth": (sign_in(harbour.beth), led),
    }
    assert {who: client.get(path).status_code for who, (client, path) in others.items()} == (
        dict.fromkeys(others, 404)
    )
    assert verbs_about(record) == ["offered-record", "opened-evidence"]
    drop(record.file)
    assert (amira.get(own).status_code, lewis.get(led).status_code) == (404, 404)


def test_a_picture_is_kept_drawn_anew(amira, fields):
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, format="PNG")

    amira.post(ADD, fields | {"file": upload(out.getvalue(), "a.png")})

    record = BroughtRecord.objects.get()
    answer = amira.get(f"/learn/record/brought/{record.pk}/file/")
    assert answer["Content-Type"] == "image/png"
    assert Image.open(BytesIO(answer.content)).size == (60, 40)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty. Choose another"),
        (b"<html>", "Choose a PDF, or a JPEG or PNG picture. This file is none, or it is damaged"),
        (b"x" * 5_000_001, "The file is larger than 5 MB. Save it smaller and try again"),
    ],
)
def test_another_file_is_refused_and_what_was_typed_stays(amira, fields, data, words):
    answer = amira.post(ADD, fields | {"file": upload(data)})

    assert [said for _link, said in errors_of(answer)] == [words]
    assert "County council, certificate 77" in answer.content.decode()
    assert BroughtRecord.objects.count() == 0


def test_a_file_that_was_dropped_for_its_size_is_said_to_be_too_large(amira, fields, monkeypatch):
    monkeypatch.setattr("courses.web.learner.views.offering.is_too_large", lambda _: True)

    answer = amira.post(ADD, fields)

    assert [said for _link, said in errors_of(answer)] == [
        "The file is larger than 5 MB. Save it smaller"
    ]


def test_without_a_file_there_is_nothing_to_open(amira, fields):
    amira.post(ADD, fields)
    record = BroughtRecord.objects.get()

    assert amira.get(f"/learn/record/brought/{record.pk}/file/").status_code == 404
