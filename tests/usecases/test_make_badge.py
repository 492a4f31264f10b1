"""Making the badge of a certificate, once."""

from datetime import timedelta
from itertools import chain, repeat

import pytest
from django.conf import settings

from courses.accounts.membership import Membership
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Assessment
from courses.certification.credential import KIND, told_by
from courses.certification.issuer_keys import published
from courses.certification.jws import opened
from courses.certification.models import Badge, Certificate
from courses.certification.queries import ended_in
from courses.common.vocabulary import VERBS
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.make_badge import make_badge
from courses.usecases.replace_certificate import replace_certificate
from courses.usecases.revoke_certificate import NotInForce, revoke_certificate
from tests.memory import forget
from tests.people import NOON
from tests.tables import everything, trail

SITE = "http://testserver"


@pytest.fixture
def certificate(right_attempt):
    finish_attempt(attempt=right_attempt, at=NOON)
    return Certificate.objects.get()


def said_by(badge):
    """Return what a badge says, its signature checked by our published key."""
    signed = opened(badge.compact, kind=KIND)
    assert signed.key in published(settings.DATA_DIR / "keys")
    return signed.payload


def test_it_says_what_was_learned_and_names_nobody(certificate, elm):
    badge = make_badge(certificate=certificate, at=NOON, draw=lambda below: below - 1)

    said = said_by(badge)
    achievement = said["credentialSubject"].pop("achievement")
    (whose,) = said["credentialSubject"].pop("identifier")
    assert said == {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": f"{SITE}/verify/{certificate.number}/",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "A small course",
        "issuer": {
            "id": SITE,
            "type": ["Profile"],
            "name": "Safeguarding training",
            "url": SITE,
        },
        "validFrom": "2026-03-03T00:00:00Z",
        "validUntil": "2027-03-03T23:59:59Z",
        "credentialSubject": {"type": ["AchievementSubject"]},
        "credentialStatus": {
            "id": f"{SITE}/api/status/0/#131071",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "131071",
            "statusListCredential": f"{SITE}/api/status/0/",
        },
        "credentialSchema": said["credentialSchema"],
        "iss": SITE,
        "jti": f"{SITE}/verify/{certificate.number}/",
        "nbf": 1772496000,
        "exp": 1804118399,
    }
    assert achievement["criteria"]["narrative"] == (
        "Complete A small course, version 1.0.0 (13 minutes). Meet the standard of its quiz:"
        " at least 1 of 2 right. Law and guidance taught: The guide 2026."
    )
    assert (whose["hashed"], whose["identityType"]) == (True, "emailAddress")
    told = told_by(opened(badge.compact, kind=KIND))
    assert (told.name, told.valid_from.isoformat(), told.valid_until.isoformat()) == (
        "A small course", "2026-03-03", "2027-03-03",
    )  # fmt: skip
    for secret in ("Amira", "Haddad", "elm-park", "Elm Park", elm.amira.email):
        assert secret not in str(said | achievement | whose)
    assert trail(elm.organisation.pk)[-1] == (
        "made-badge", "certificate", certificate.pk, elm.amira.pk,
    )  # fmt: skip


def test_it_is_made_once_and_stays_to_the_byte(certificate, elm):
    first = make_badge(certificate=certificate, at=NOON)
    before = everything()

    again = make_badge(certificate=certificate, at=NOON + timedelta(days=9))

    assert (again.pk, again.compact) == (first.pk, first.compact)
    assert str(again) == f"badge of certificate {certificate.pk}"
    assert everything() == before


def test_a_taken_bit_is_drawn_anew(certificate, elm):
    newer = replace_certificate(
        certificate=certificate, name="Amira El Haddad", actor_id=elm.lewis.pk, at=NOON
    )
    make_badge(certificate=newer, at=NOON, draw=lambda _below: 5)
    revoke_certificate(certificate=newer, reason="Mistake", actor_id=elm.lewis.pk, at=NOON)
    Certificate.objects.filter(pk=certificate.pk).update(replaced_at=None)
    certificate.refresh_from_db()
    drawn = chain([5, 5, 8], repeat(1))

    badge = make_badge(certificate=certificate, at=NOON, draw=lambda _below: next(drawn))

    assert (badge.status_list, badge.status_index, next(drawn)) == (0, 8, 1)
    assert said_by(badge)["credentialStatus"]["statusListIndex"] == "8"
    assert ended_in(0) == [5]
    assert ended_in(1) is None


def test_what_counts_no_longer_keeps_the_badge_it_has(certificate, elm):
    badge = make_badge(certificate=certificate, at=NOON)
    revoke_certificate(certificate=certificate, reason="Mistake", actor_id=elm.lewis.pk, at=NOON)
    certificate.refresh_from_db()

    assert make_badge(certificate=certificate, at=NOON) == badge


def test_what_counts_no_longer_gets_none(certificate, elm):
    revoke_certificate(certificate=certificate, reason="Mistake", actor_id=elm.lewis.pk, at=NOON)
    certificate.refresh_from_db()
    before = everything()

    with pytest.raises(NotInForce):
        make_badge(certificate=certificate, at=NOON)

    assert everything() == before


def test_a_course_without_quiz_or_end_and_a_person_without_address(certificate, elm):
    Assessment.objects.all().delete()
    forget()
    elm.amira.email = None
    elm.amira.save()
    Membership.objects.filter(user=elm.amira).update(staff_number="")
    certificate.printed["valid_until"] = None
    certificate.printed["editions"] = []
    certificate.save()

    said = said_by(make_badge(certificate=certificate, at=NOON))

    subject = said["credentialSubject"]
    assert subject["id"] == said["sub"] == f"urn:uuid:{certificate.completion_thread}"
    assert "identifier" not in subject
    assert ("exp" in said, "validUntil" in said) == (False, False)
    assert subject["achievement"]["criteria"]["narrative"] == (
        "Complete A small course, version 1.0.0 (13 minutes)."
    )


def test_without_its_record_nothing_is_written(certificate, monkeypatch):
    monkeypatch.delitem(VERBS, "made-badge")
    before = everything()

    with pytest.raises(UnknownVerb):
        make_badge(certificate=certificate, at=NOON)

    assert (everything(), Badge.objects.count()) == (before, 0)
