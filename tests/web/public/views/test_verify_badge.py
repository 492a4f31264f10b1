"""Is a digital badge whole, and does it count?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.certification.issuer_keys import issuer_key, jwk_of
from courses.certification.models import Certificate
from courses.usecases.make_badge import make_badge
from tests.tables import everything
from tests.web.reading import errors_of, heading_of, text_of

PAGE = "/verify/badge/"


@pytest.fixture
def compact(passed):
    """Return the text of Amira's badge."""
    return make_badge(certificate=Certificate.objects.get(), at=timezone.now()).compact


@pytest.mark.parametrize(
    ("changes", "word", "counts"),
    [
        ({}, "Valid", True),
        ({"replaced_at": "2026-03-03T12:00Z"}, "Replaced", False),
        (
            {"revoked_at": "2026-03-03T12:00Z", "revoked_by_id": 1, "revoked_reason": "Mistake"},
            "Withdrawn",
            False,
        ),
    ],
)
def test_our_own_is_told_as_its_certificate_stands(client, compact, changes, word, counts):
    Certificate.objects.update(**changes)
    number = Certificate.objects.get().number
    before = everything()

    answer = client.post(PAGE, {"pasted": compact})

    assert heading_of(answer) == "Digital badge"
    text = text_of(answer)
    assert f"Digital badge {word} This site signed it" in text
    assert ("It counts no longer" in text) is not counts
    assert "A small course" in text
    assert "Amira" not in text
    assert f'href="/verify/{number}/"' in answer.content.decode()
    assert everything() == before


def test_signed_here_but_not_in_our_books_it_counts_no_longer(client, compact):
    Certificate.objects.update(number="7" * 26)

    assert "Digital badge Withdrawn" in text_of(client.post(PAGE, {"pasted": compact}))


def test_anothers_counts_by_the_key_that_is_pasted(client, compact, settings, tmp_path):
    theirs = issuer_key(settings.DATA_DIR / "keys").public_key()
    settings.DATA_DIR = tmp_path
    file = SimpleUploadedFile("badge.jwt", compact.encode())

    unknown = client.post(PAGE, {"file": file})
    known = client.post(PAGE, {"pasted": compact, "key": str(jwk_of(theirs)).replace("'", '"')})

    assert "Digital badge Issuer unknown" in text_of(unknown)
    assert "Digital badge Valid The key you gave signed it" in text_of(known)
    assert "Says it is from" in text_of(unknown)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose the file, or paste its text. It must not be empty"),
        ({"pasted": "a.b.c"}, "This is not a signed record or badge"),
        ({"pasted": "é"}, "This is not a signed record or badge"),
        ({"file": SimpleUploadedFile("b.png", b"\x89PNG")}, "The picture is damaged"),
    ],
)
def test_what_is_no_badge_is_refused_at_its_field(client, db, sent, words):
    answer = client.post(PAGE, sent)

    assert answer.status_code == 200
    assert words in str(errors_of(answer))


def test_a_signed_record_is_no_badge(client, amira, passed):
    archive = amira.get("/learn/record/signed/training-record.zip").content
    text = archive[archive.index(b"eyJ") :].split(b"PK")[0].decode()

    answer = client.post(PAGE, {"pasted": text})

    assert "it is not a badge" in str(errors_of(answer))


def test_a_file_past_the_limit_is_refused(client, db):
    file = SimpleUploadedFile("b.png", b"\x89PNG" + b" " * 1_000_001)

    answer = client.post(PAGE, {"file": file})

    assert "too large" in str(errors_of(answer))
