"""Checking a signed training record, signed in or not."""

import json

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.certification.issuer_keys import jwk_of
from courses.certification.models import Certificate
from courses.certification.record_archive import packed
from tests.carrying import (
    FIRST_ID,
    achieved_with,
    foreign_issuer,
    foreign_key,
    other_key,
    ours,
    record_with,
    signed_text,
)
from tests.tables import everything
from tests.web.reading import errors_of, heading_of, text_of

PAGE = "/verify/record/"
KEYS = settings.DATA_DIR / "keys"


def upload(data, name="record.jws"):
    return SimpleUploadedFile(name, data)


def test_one_of_ours_is_verified_with_the_state_of_today(client, passed):
    number = Certificate.objects.get().number
    rows = [
        achieved_with(certificate=number),
        achieved_with(id="0" * 8 + FIRST_ID[8:], certificate=None),
    ]
    text = ours(KEYS, record_with(completions=rows))
    zipped = packed(signed=text, readable="", pem=b"", site="", badges={})
    before = everything()
    assert heading_of(client.get(PAGE)) == "Check a signed training record"

    shown = [
        text_of(client.post(PAGE, {"pasted": text})),
        text_of(client.post(PAGE, {"file": upload(zipped, "record.zip")})),
    ]

    assert shown[0] == shown[1]
    assert "Signature verified This site signed it, and nothing was changed since." in shown[0]
    assert f"Certificate {number} Valid" in shown[0]
    assert everything() == before
    Certificate.objects.update(revoked_at=passed.handed_in_at, revoked_by_id=1, revoked_reason="x")
    assert f"{number} Withdrawn" in text_of(client.post(PAGE, {"pasted": text}))


def test_one_of_another_platform_is_unknown_until_its_key_is_given(client, db):
    alone = text_of(client.post(PAGE, {"pasted": signed_text()}))
    given = text_of(client.post(PAGE, {"pasted": signed_text(), "key": foreign_issuer()}))
    wrong = json.dumps(jwk_of(other_key().public_key()))
    other = text_of(client.post(PAGE, {"pasted": signed_text(), "key": wrong}))

    assert "Issuer unknown" in alone
    assert "anybody can make a key" in alone
    assert "https://training.harbour.example/api/keys/" in alone
    assert "Signature verified The key you gave signed it" in given
    assert "Issuer unknown" in other
    assert foreign_key().key_size == 2048


def test_an_old_one_says_that_it_is(client, db):
    text = ours(KEYS, record_with(as_at="2020-01-01", until="2021-01-01", completions=[]))

    assert "handed in until 1 January 2021" in text_of(client.post(PAGE, {"pasted": text}))


@pytest.mark.parametrize(
    ("sent", "link", "words"),
    [
        ({}, "#id_file", "Choose the file, or paste its text"),
        ({"pasted": "abc"}, "#id_pasted", "This is not a signed record"),
        ({"file": upload(b"")}, "#id_file", "Choose the file, or paste its text"),
        ({"file": upload(b"x" * 1_000_001)}, "#id_file", "smaller than 1 MB"),
        ({"file": upload(b"\xff\x00")}, "#id_file", "not a signed record"),
        ({"file": upload(signed_text(alg="none").encode())}, "#id_file", "is not signed"),
        ({"pasted": signed_text(), "key": "abc"}, "#id_key", "Paste the key as it is published"),
    ],
)
def test_what_is_wrong_is_said_where_it_came_in(client, db, sent, link, words):
    answer = client.post(PAGE, sent)

    ((where, said),) = errors_of(answer)
    assert (where, words in said) == (link, True)
    assert heading_of(answer) == "Check a signed training record"


def test_a_file_that_was_dropped_for_its_size_is_said_to_be_too_large(client, db, monkeypatch):
    monkeypatch.setattr("courses.web.public.views.verify_record.is_too_large", lambda _: True)

    ((_where, said),) = errors_of(client.post(PAGE, {}))

    assert said == "The file is too large: a signed record is smaller than 1 MB"
