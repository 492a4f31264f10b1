import json

import pytest

from courses.certification.issuer_keys import jwk_of
from courses.certification.jws import RecordRefused, opened, sign_compact, strict_json
from courses.certification.keys import as_text, from_text
from courses.certification.portable import TYPE
from tests.carrying import foreign_key, head_of, other_key, payload_with, sealed, signed_text

DEEP = "[" * 40 + "]" * 40


def said(text, kind=TYPE):
    with pytest.raises(RecordRefused) as refused:
        opened(text, kind=kind)
    return str(refused.value)


def test_what_was_signed_is_read_back_and_the_same_words_give_the_same_text():
    texts = {
        sign_compact({"a": ["é", 1, None]}, key=foreign_key(), kid="https://a.example/k", kind="x")
        for _ in range(2)
    }
    (text,) = texts

    signed = opened(f" {text[:50]}\n{text[50:]} ", kind="x")

    assert signed.payload == {"a": ["é", 1, None]}
    assert signed.address == "https://a.example/k"
    assert signed.jwk == jwk_of(foreign_key().public_key())


@pytest.mark.parametrize("text", ["", "abc", "a.b.c.d", "é.b.c", "a.b.", "=.=.=", "PK\x03\x04"])
def test_another_text_is_no_signed_record(text):
    assert "This is not a signed record" in said(text)


def test_a_changed_byte_a_foreign_signature_and_a_swapped_part_are_seen():
    head, body, signature = signed_text().split(".")
    other = as_text(json.dumps(payload_with(as_at="2026-02-21")).encode())
    foreign = signed_text(key=other_key()).split(".")[2]

    assert "changed after it was signed" in said(f"{head}.{other}.{signature}")
    assert "changed after it was signed" in said(f"{head}.{body}.{foreign}")
    assert "changed after it was signed" in said(f"{head}.{body}.AAAA")


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({"alg": "none"}, "is not signed"),
        ({"alg": "NONE"}, "is not signed"),
        ({"alg": None}, "is not signed"),
        ({"alg": 5}, "is not signed"),
        ({"alg": "HS256"}, "another way than RS256"),
        ({"alg": "PS256"}, "another way than RS256"),
        ({"crit": ["exp"]}, "a part too many or too few"),
        ({"kid": None}, "a part too many or too few"),
        ({"typ": "JWT"}, "not a training record"),
        ({"kid": 7}, "where its key is published"),
        ({"kid": "https://a.example/" + "k" * 300}, "where its key is published"),
        ({"kid": "https://a.example/\n"}, "where its key is published"),
        ({"jwk": "a key"}, "not an RSA key that we accept"),
        ({"jwk": {"kty": "RSA", "e": "AQAB", "n": "AQAB"}}, "not an RSA key that we accept"),
    ],
)
def test_a_head_that_is_odd_is_refused_in_its_own_words(header, words):
    assert words in said(signed_text(**header))


def test_no_signature_at_all_is_not_enough():
    head, body, _signature = signed_text(alg="none").split(".")

    assert "is not signed" in said(f"{head}.{body}.AA")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"a": 1, "a": 2}', "says something twice"),
        ('{"a": {"b": 1, "b": 1}}', "says something twice"),
        (f'{{"a": {DEEP}}}', "nested deeper"),
        ('{"a": "' + "]" * 9_000 + '", "b": ' + "[" * 9_000 + "]" * 9_000 + "}", "nested deeper"),
        ("[1]", "not a JSON object"),
        ("{", "not JSON text"),
        ('{"a": "\\ud800"}', "not JSON text"),
        ('{"a": ' + "9" * 5_000 + "}", "not JSON text"),
        ('{"a": 1.5}', "not whole"),
        ('{"a": NaN}', "not whole"),
    ],
)
def test_what_is_signed_is_read_strictly(body, words):
    assert words in said(sealed(head_of(), body))


def test_bytes_that_are_no_text_and_a_doubled_head_are_refused():
    with pytest.raises(RecordRefused, match="not JSON text"):
        strict_json(b"\xff\xfe")

    doubled = head_of().replace('{"alg"', '{"alg": "none", "alg"')
    assert "says something twice" in said(sealed(doubled, "{}"))


def test_a_text_beyond_the_cap_is_refused_before_anything_is_made_of_it():
    assert "at most 300 kB" in said("a" * 300_001)
    assert from_text("a" * 4) is not None
