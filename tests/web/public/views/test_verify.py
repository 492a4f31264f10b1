"""Is a certificate real, this person's, and valid today?"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.certification.models import Certificate
from courses.certification.numbers import grouped
from courses.certification.printed import PrintedFacts
from courses.certification.services import issue
from courses.usecases.finish_attempt import finish_attempt
from tests.small_course import answer_all
from tests.tables import everything
from tests.web.reading import errors_of, heading_of, text_of, title_of

UNKNOWN = "7" * 26


@pytest.fixture
def certificate(passed):
    """Return Amira's certificate, issued today."""
    return Certificate.objects.get()


@pytest.fixture
def address(certificate):
    """Return the address of its check page."""
    return f"/verify/{certificate.number}/"


def as_typed(number, how):
    """Return ``number`` as somebody may type it."""
    ways = {
        "as printed": grouped(number),
        "lower case": number.lower(),
        "with dashes": "-".join(re.findall("..?", number)),
        "O for 0": number.replace("0", "O"),
        "o for 0 and l for 1": number.lower().replace("0", "o").replace("1", "l"),
        "I for 1": f"  {number.replace('1', 'I')} ",
    }
    return ways[how]


@pytest.mark.parametrize(
    "how",
    ["as printed", "lower case", "with dashes", "O for 0", "o for 0 and l for 1", "I for 1"],
)
def test_a_number_is_understood_however_it_is_typed(client, certificate, address, how):
    Certificate.objects.update(number="70101010101010101010101ABC")

    answer = client.post("/verify/", {"number": as_typed("70101010101010101010101ABC", how)})

    assert (answer.status_code, answer["Location"]) == (
        303,
        "/verify/70101010101010101010101ABC/",
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the number on the certificate"),
        ("ABC", "Enter all 26 letters and digits of the number, as on the certificate"),
        ("U" * 26, "Enter all 26 letters and digits of the number, as on the certificate"),
        ("9" * 26, "Enter all 26 letters and digits of the number, as on the certificate"),
        ("7" * 27, "Enter all 26 letters and digits of the number, as on the certificate"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_do(db, client, typed, words):
    answer = client.post("/verify/", {"number": typed})

    assert title_of(answer).startswith("Error: Check a certificate")
    assert errors_of(answer) == [("#id_number", words)]


def test_a_valid_certificate_shows_what_is_printed_but_no_name(client, certificate, address):
    answer = client.get(address)

    assert heading_of(answer) == f"Certificate {grouped(certificate.number)}"
    text = text_of(answer)
    for words in (
        "Issued by Elm Park Course A small course Version 1.0.0",
        "13 minutes",
        "The guide 2026",
    ):
        assert words in text
    page = answer.content.decode()
    told = [word for word in ("Amira", "Haddad", "E001", "North", "@", "2 of 2") if word in page]
    assert told == []
    assert '<meta name="robots" content="noindex">' in page


def test_checking_writes_nothing_and_sets_no_cookie_that_follows(client, certificate, address):
    before = everything()

    answer = client.get(address)

    assert everything() == before
    assert [name for name in answer.cookies if name != "csrftoken"] == []


@pytest.mark.parametrize(
    "typed", ["Amira Haddad", "amira haddad", "  AMIRA   HADDAD ", "Ámira Haddad"]
)
def test_the_right_name_is_confirmed(client, address, typed):
    assert "Yes. This is the name on the certificate." in text_of(
        client.post(address, {"name": typed})
    )


@pytest.mark.parametrize("typed", ["Amira Hadda", "Amira", "Haddad Amira", "Lewis Grant"])
def test_a_wrong_name_is_not_and_the_right_one_is_not_told(client, address, typed):
    answer = client.post(address, {"name": typed})

    assert "the name you typed is not the one on it" in text_of(answer)
    assert "Amira Haddad" not in answer.content.decode()


def test_no_name_is_asked_for_again(client, address):
    answer = client.post(address, {"name": ""})

    assert title_of(answer).startswith("Error: Certificate")
    assert errors_of(answer) == [("#id_name", "Enter the name on the certificate")]


def test_an_expired_certificate_says_so(attempt, client):
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=timezone.now() - timedelta(days=800))
    number = Certificate.objects.get().number

    assert "Expired It ran out at the end of" in text_of(client.get(f"/verify/{number}/"))


def test_a_certificate_without_an_end_says_so(client, passed, settings):
    passed.enrolment.version.certificate_months = None
    completion = passed.enrolment.completions.get()
    Certificate.objects.all().delete()
    endless = issue(
        completion=completion,
        version=passed.enrolment.version,
        editions=(),
        site_url="http://testserver",
        random_bytes=bytes(range(16)),
        keys=settings.DATA_DIR / "keys",
        at=timezone.now(),
    )

    assert "Valid It has no end date." in text_of(client.get(f"/verify/{endless.number}/"))


def test_a_withdrawn_certificate_says_so_and_not_why(client, certificate, address):
    Certificate.objects.update(
        revoked_at=timezone.now(), revoked_by_id=1, revoked_reason="Taken by somebody else"
    )

    answer = client.get(address)

    assert "Withdrawn The organisation that issued it withdrew it on" in text_of(answer)
    assert "somebody else" not in answer.content.decode()


def test_a_replaced_certificate_leads_to_the_newer(passed, client, certificate, address, settings):
    Certificate.objects.update(replaced_at=timezone.now())
    newer = issue(
        completion=passed.enrolment.completions.get(),
        version=passed.enrolment.version,
        editions=(),
        site_url="http://testserver",
        random_bytes=bytes(range(16)),
        keys=settings.DATA_DIR / "keys",
        at=timezone.now(),
    )
    Certificate.objects.filter(pk=newer.pk).update(replaces=certificate)

    answer = client.get(address)

    assert "by a corrected one. See the certificate that replaces it" in text_of(answer)
    assert f'href="/verify/{newer.number}/"' in answer.content.decode()
    assert "Valid It is valid to the end of" in text_of(client.get(f"/verify/{newer.number}/"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Lewis Grant"),
        ("title", "A larger course"),
        ("valid_until", "2099-12-31"),
        ("completed_on", "2020-01-01"),
        ("minutes", 600),
        ("organisation", "Harbour Trust"),
    ],
)
def test_a_changed_row_is_never_valid(client, certificate, address, field, value):
    certificate.printed[field] = value
    certificate.save()

    answer = client.get(address)

    text = text_of(answer)
    assert "The record of this certificate has been changed since it was issued." in text
    assert "Valid " not in text
    assert str(value) not in text


def test_facts_moved_to_another_number_are_never_valid(client, certificate):
    Certificate.objects.update(number=UNKNOWN)

    assert "has been changed since it was issued" in text_of(client.get(f"/verify/{UNKNOWN}/"))


def test_a_signature_of_another_certificate_is_never_valid(client, certificate, address):
    Certificate.objects.update(signature="A" * 86)

    assert "has been changed since it was issued" in text_of(client.get(address))


def test_the_form_that_is_stored_is_the_form_that_is_read(certificate):
    assert PrintedFacts.from_json(certificate.printed).name == "Amira Haddad"


@pytest.mark.parametrize("number", [UNKNOWN, "ABC", "%00", "é" * 26, "U" * 26])
def test_an_unknown_number_is_said_plainly(client, certificate, number):
    answer = client.get(f"/verify/{number}/")

    assert (answer.status_code, heading_of(answer)) == (
        404,
        "We have no certificate with this number",
    )


def test_every_unknown_number_gets_the_same_answer(client, certificate):
    one, other = (client.get(f"/verify/{number}/") for number in (UNKNOWN, "6" * 26))

    assert one.content == other.content


def test_a_name_is_not_checked_against_an_unknown_number(client, certificate):
    answer = client.post(f"/verify/{UNKNOWN}/", {"name": "Amira Haddad"})

    assert (answer.status_code, b"Yes." in answer.content) == (404, False)
