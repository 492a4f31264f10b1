"""A certificate of a member of staff: looked at, withdrawn, issued with the right name."""

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.certification.models import Certificate
from tests.people import STARTED
from tests.tables import everything
from tests.web.reading import errors_of, heading_of, text_of, title_of


@pytest.fixture
def certificate(passed):
    """Return Amira's certificate."""
    return Certificate.objects.get()


@pytest.fixture
def address(certificate):
    """Return where its lead finds it."""
    return f"/lead/elm-park/certificates/{certificate.number}/"


@pytest.fixture
def lewis(elm, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


def test_the_lead_sees_what_is_printed_and_what_can_be_done(lewis, address):
    answer = lewis.get(address)

    assert heading_of(answer) == "Certificate of Amira Haddad"
    assert "Valid Course A small course, version 1.0.0" in text_of(answer)
    page = answer.content.decode()
    assert (f'href="{address}correct/"' in page, f'href="{address}withdraw/"' in page) == (
        True,
        True,
    )


def test_a_lead_of_another_site_finds_nothing(elm, certificate, address, sign_in):
    noor = sign_in(elm.noor)
    assert noor.get(address).status_code == 200

    MembershipPeriod.objects.filter(membership__user=elm.amira).update(site=elm.south)

    assert noor.get(address).status_code == 404


def test_the_certificate_of_a_leaver_is_there_for_the_whole_organisation(elm, lewis, address):
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(valid_until=STARTED)

    assert lewis.get(address).status_code == 200


def test_withdrawing_wants_a_reason_and_keeps_it_from_the_public(
    lewis, client, certificate, address
):
    before = everything()
    refused = lewis.post(f"{address}withdraw/", {"reason": " "})
    assert title_of(refused).startswith("Error: Withdraw a certificate")
    assert errors_of(refused) == [("#id_reason", "Enter why the certificate is withdrawn")]
    assert everything() == before

    answer = lewis.post(f"{address}withdraw/", {"reason": "Taken by  another"}, follow=True)

    assert "The certificate is withdrawn." in text_of(answer)
    assert "Why it was withdrawn Taken by another" in text_of(answer)
    assert "Withdraw it" not in text_of(answer)
    public = client.get(f"/verify/{certificate.number}/")
    assert ("Withdrawn" in text_of(public), "another" in text_of(public)) == (True, True)
    assert "Taken by another" not in text_of(public)


def test_the_corrected_name_stands_on_a_new_certificate(lewis, certificate, address):
    answer = lewis.post(f"{address}correct/", {"name": " Amira  Ŵyn "}, follow=True)

    newer = Certificate.objects.get(replaces=certificate)
    assert heading_of(answer) == "Certificate of Amira Ŵyn"
    assert "The corrected certificate is issued." in text_of(answer)
    assert f'href="/lead/elm-park/certificates/{newer.number}/"' in (
        lewis.get(address).content.decode()
    )


def test_a_name_may_hold_what_its_script_needs(lewis, certificate, address):
    lewis.post(f"{address}correct/", {"name": "رضا\u200cزاده"})

    assert Certificate.objects.get(replaces=certificate).printed_name == "رضا\u200cزاده"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Enter the name to print"),
        ("Amira Haddad", "Change the name: this one is printed already"),
        ("Amira\u202eHaddad", "Enter the name in letters alone, without hidden characters"),
    ],
)
def test_a_name_that_corrects_nothing_is_refused(lewis, address, name, words):
    before = everything()

    answer = lewis.post(f"{address}correct/", {"name": name})

    assert errors_of(answer) == [("#id_name", words)]
    assert everything() == before


@pytest.mark.parametrize(
    ("act", "data"), [("withdraw", {"reason": "Once more"}), ("correct", {"name": "Amira Khan"})]
)
def test_what_is_not_in_force_any_more_is_shown_and_not_changed(
    lewis, certificate, address, act, data
):
    lewis.post(f"{address}withdraw/", {"reason": "Not hers"})
    before = len(everything()["courses.AuditEvent"])

    answer = lewis.post(f"{address}{act}/", data, follow=True)

    assert "Why it was withdrawn Not hers" in text_of(answer)
    assert len(everything()["courses.AuditEvent"]) == before
    assert Certificate.objects.count() == 1
