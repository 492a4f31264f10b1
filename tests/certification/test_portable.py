from datetime import date

import pytest

from courses.certification.issuer_keys import jwk_of, published, thumbprint
from courses.certification.jws import IssuerUnknown, RecordRefused
from courses.certification.portable import (
    Identity,
    clean,
    identity,
    is_of,
    last_day,
    read,
    refuse_day,
)
from tests.carrying import (
    FIRST_ID,
    achieved_with,
    foreign_key,
    ours,
    payload_with,
    put_key,
    record_with,
    signed_text,
)

MARK = thumbprint(jwk_of(foreign_key().public_key()))
KEYS = {MARK: foreign_key().public_key()}


def said(payload):
    with pytest.raises(RecordRefused) as refused:
        read(signed_text(payload), keys=KEYS)
    return str(refused.value)


def test_what_this_platform_signs_it_reads_back(tmp_path):
    put_key(tmp_path)
    record = record_with()

    checked = read(ours(tmp_path, record), keys=published(tmp_path))

    assert (checked.record, checked.key) == (record, MARK)
    assert record.achieved(record.completions[0].id) == record.completions[0]
    assert record.achieved("another") is None


def test_an_unknown_key_is_told_from_a_change():
    with pytest.raises(IssuerUnknown, match="we do not know the key that signed it"):
        read(signed_text(), keys={})


def test_a_record_of_a_newer_form_says_so():
    assert "of a newer form" in said(payload_with(schema_version=2))


@pytest.mark.parametrize(
    ("payload", "place"),
    [
        (payload_with(score=5), "look at score"),
        (payload_with(schema_version=0), "look at schema_version"),
        (payload_with(kind="badge"), "look at kind"),
        (payload_with(subject={"name": ""}), "look at subject.name"),
        (payload_with(subject={"name": "A\x00"}), "look at subject.name"),
        (payload_with(as_at="20 February 2026"), "look at as_at"),
        (payload_with(as_at=20260220), "look at as_at"),
        (payload_with(as_at="1026-02-20"), "look at as_at"),
        (payload_with(until="2025-01-01"), "look at one of its parts"),
        (payload_with(completions=[achieved_with()] * 2), "look at one of its parts"),
        (payload_with(completions=[achieved_with(completed_on="2026-02-21")]), "one of its parts"),
        (payload_with(completions=[achieved_with(id="not a UUID")]), "completions.0.id"),
        (payload_with(completions=[achieved_with(id=FIRST_ID.upper())]), "completions.0.id"),
        (payload_with(completions=[achieved_with(minutes="75")]), "completions.0.minutes"),
        (payload_with(completions=[achieved_with(minutes=True)]), "completions.0.minutes"),
        (payload_with(completions=[achieved_with(title="x" * 301)]), "completions.0.title"),
        (payload_with(completions=[achieved_with()] * 501), "look at completions"),
        (payload_with(**{"x" * 90: 1}), "look at one of its parts"),
        (payload_with(**{"a\u202e": 1}), "look at one of its parts"),
    ],
)
def test_a_record_of_another_form_names_the_part(payload, place):
    assert place in said(payload)


def test_it_may_be_handed_in_for_a_year():
    record = record_with()

    refuse_day(record, on=date(2026, 2, 20))
    refuse_day(record, on=date(2027, 2, 20))
    with pytest.raises(RecordRefused, match="handed in until 20 February 2027"):
        refuse_day(record, on=date(2027, 2, 21))
    with pytest.raises(RecordRefused, match="dated in the future"):
        refuse_day(record, on=date(2026, 2, 19))
    assert last_day(date(2028, 2, 29)) == date(2029, 2, 28)


def test_it_is_of_whoever_has_the_name_or_the_address():
    record = record_with()
    nobody = record_with(subject={"name": "Amira Haddad", "identifier": None})

    assert is_of(record, name="amira  haddád", others=[])
    assert is_of(record, name="Amira Khan", others=["", " Amira@elm-park.example"])
    assert not is_of(record, name="Amira Khan", others=["lewis@elm-park.example"])
    assert not is_of(record, name="\u0301", others=[])
    assert not is_of(nobody, name="Amira Khan", others=["amira@elm-park.example"])


def test_a_staff_code_stands_in_for_an_address_and_nothing_for_neither():
    code = identity(email=None, staff_code="E001", salt="5a17")

    assert isinstance(code, Identity)
    assert code.identity_type == "ext:staffCode"
    assert code.is_of(["e001"])
    assert identity(email=None, staff_code="", salt="5a17") is None


def test_text_is_cleaned_of_what_a_record_may_not_hold():
    assert clean(" Siân\x07  O’Brien\n") == "Siân O’Brien"
