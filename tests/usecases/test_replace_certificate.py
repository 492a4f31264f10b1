"""Replacing a certificate whose printed name was wrong."""

import pytest
from django.conf import settings

from courses.audit.services import UnknownVerb
from courses.certification.models import Certificate
from courses.certification.queries import shown
from courses.common.vocabulary import VERBS
from courses.notifications.models import Message
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.replace_certificate import replace_certificate
from courses.usecases.revoke_certificate import NotInForce
from tests.people import NOON, TODAY
from tests.tables import everything, trail


@pytest.fixture
def certificate(right_attempt):
    finish_attempt(attempt=right_attempt, at=NOON)
    return Certificate.objects.get()


def replace(certificate, elm):
    return replace_certificate(
        certificate=certificate, name="Amira El Haddad", actor_id=elm.lewis.pk, at=NOON
    )


def test_the_new_one_has_the_name_and_all_else_as_issued(certificate, elm):
    newer = replace(certificate, elm)

    certificate.refresh_from_db()
    old, new = (dict(one.printed) for one in (certificate, newer))
    assert (old.pop("name"), new.pop("name")) == ("Amira Haddad", "Amira El Haddad")
    assert {old.pop("number"), new.pop("number")} == {certificate.number, newer.number}
    assert new.pop("verify_url") == old.pop("verify_url").replace(certificate.number, newer.number)
    assert new == old
    assert (newer.replaces, certificate.replaced_at) == (certificate, NOON)
    assert trail(elm.organisation.pk)[-1] == (
        "replaced",
        "certificate",
        certificate.pk,
        elm.lewis.pk,
    )


def test_both_are_genuine_and_one_is_in_force(certificate, elm):
    newer = replace(certificate, elm)

    certificate.refresh_from_db()
    found = [shown(one, on=TODAY, keys=settings.DATA_DIR / "keys") for one in (certificate, newer)]
    assert [(one.state.value, one.is_genuine) for one in found] == [
        ("replaced", True),
        ("valid", True),
    ]


def test_the_holder_is_told_once_and_led_to_the_new_one(certificate, elm):
    newer = replace(certificate, elm)

    mail = Message.objects.exclude(key=f"certificate:{certificate.number}").get()
    assert (mail.recipient, mail.organisation) == (elm.amira, elm.organisation)
    assert mail.subject == "Safeguarding training: your record was updated"
    assert f"http://testserver/learn/certificates/{newer.number}.html" in mail.body


def test_a_second_time_is_refused_and_writes_nothing(certificate, elm):
    replace(certificate, elm)
    before = everything()

    with pytest.raises(NotInForce):
        replace(certificate, elm)

    assert everything() == before


def test_without_the_trail_nothing_is_replaced(certificate, elm, monkeypatch):
    monkeypatch.delitem(VERBS, "replaced")
    before = everything()

    with pytest.raises(UnknownVerb):
        replace(certificate, elm)

    assert everything() == before
