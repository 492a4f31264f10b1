"""Withdrawing a certificate."""

import pytest

from courses.audit.services import UnknownVerb
from courses.certification.models import Certificate
from courses.common.vocabulary import VERBS
from courses.notifications.models import Message
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.revoke_certificate import NotInForce, revoke_certificate
from tests.people import NOON
from tests.tables import everything, trail


@pytest.fixture
def certificate(right_attempt):
    finish_attempt(attempt=right_attempt, at=NOON)
    return Certificate.objects.get()


def revoke(certificate, elm):
    revoke_certificate(certificate=certificate, reason="Not hers", actor_id=elm.lewis.pk, at=NOON)


def test_a_withdrawn_certificate_has_time_actor_and_reason_and_keeps_its_words(certificate, elm):
    printed = certificate.printed

    revoke(certificate, elm)

    certificate.refresh_from_db()
    assert (certificate.revoked_at, certificate.revoked_by_id, certificate.revoked_reason) == (
        NOON,
        elm.lewis.pk,
        "Not hers",
    )
    assert certificate.printed == printed
    assert trail(elm.organisation.pk)[-1] == (
        "revoked",
        "certificate",
        certificate.pk,
        elm.lewis.pk,
    )


def test_the_holder_is_told_once_and_not_why(certificate, elm):
    revoke(certificate, elm)

    mail = Message.objects.exclude(key=f"certificate:{certificate.number}").get()
    assert (mail.recipient, mail.organisation) == (elm.amira, elm.organisation)
    assert mail.subject == "Safeguarding training: your record was updated"
    assert certificate.number in mail.body
    assert "Not hers" not in mail.body


def test_a_second_time_is_refused_and_writes_nothing(certificate, elm):
    revoke(certificate, elm)
    before = everything()

    with pytest.raises(NotInForce):
        revoke(certificate, elm)

    assert everything() == before


def test_without_the_trail_nothing_is_withdrawn(certificate, elm, monkeypatch):
    monkeypatch.delitem(VERBS, "revoked")
    before = everything()

    with pytest.raises(UnknownVerb):
        revoke(certificate, elm)

    assert everything() == before
