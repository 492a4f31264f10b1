"""Checking a certificate by software."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.certification.models import Certificate
from courses.certification.numbers import grouped
from courses.common.dates import local_date
from courses.usecases.replace_certificate import replace_certificate
from courses.usecases.revoke_certificate import revoke_certificate
from tests.tables import everything

UNKNOWN = "7" * 26


@pytest.fixture
def certificate(passed):
    """Return Amira's certificate, issued today."""
    return Certificate.objects.get()


def ask(client, number):
    return client.get(f"/api/verify/{number}/")


def test_a_valid_certificate_is_told_with_what_is_printed_but_no_name(client, certificate):
    answer = ask(client, certificate.number)

    today = local_date(timezone.now())
    assert answer.json() == {
        "number": certificate.number,
        "is_genuine": True,
        "state": "valid",
        "course": "A small course",
        "version": "1.0.0",
        "issued_by": "Elm Park",
        "completed_on": today.isoformat(),
        "valid_from": today.isoformat(),
        "valid_until": certificate.valid_until.isoformat(),
        "minutes": 13,
        "mode": "online",
        "law_and_guidance": ["The guide 2026"],
        "on": today.isoformat(),
        "replaced_by": None,
    }
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "Amira" not in answer.content.decode()


def test_asking_writes_nothing_and_sets_no_cookie(client, certificate):
    before = everything()

    answer = ask(client, grouped(certificate.number).lower())

    assert (answer.status_code, everything() == before, dict(answer.cookies)) == (200, True, {})


def test_a_withdrawn_one_says_so_and_not_why(client, certificate, elm):
    now = timezone.now()
    revoke_certificate(certificate=certificate, reason="Not hers", actor_id=elm.lewis.pk, at=now)

    answer = ask(client, certificate.number)

    assert (answer.json()["state"], "Not hers" in answer.content.decode()) == ("withdrawn", False)


def test_a_replaced_one_names_the_newer(client, certificate, elm):
    newer = replace_certificate(
        certificate=certificate, name="Amira Khan", actor_id=elm.lewis.pk, at=timezone.now()
    )

    told = ask(client, certificate.number).json()

    assert (told["state"], told["replaced_by"]) == ("replaced", newer.number)


def test_an_expired_one_says_so(client, certificate, monkeypatch):
    later = timezone.now() + timedelta(days=800)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert ask(client, certificate.number).json()["state"] == "expired"


def test_a_changed_row_is_told_as_not_genuine_and_nothing_else(client, certificate):
    certificate.printed["title"] = "A larger course"
    certificate.save()

    told = ask(client, certificate.number).json()

    assert (told["is_genuine"], told["state"], "course" in told) == (False, None, False)


@pytest.mark.parametrize("number", [UNKNOWN, "ABC", "%00", "é" * 26])
def test_every_unknown_number_gets_the_same_answer(client, certificate, number):
    answer = ask(client, number)

    assert (answer.status_code, answer.json()) == (
        404,
        {"error": "We have no certificate with this number."},
    )
