"""The holder's link to a certificate."""

from datetime import timedelta
from functools import partial

import pytest

from courses.audit.services import UnknownVerb
from courses.certification.models import Certificate, HolderLink
from courses.certification.queries import by_open_link
from courses.common.vocabulary import VERBS
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.share_certificate import cancel_certificate_link, share_certificate
from tests.people import NOON
from tests.tables import everything, trail

DAY = timedelta(days=1)


@pytest.fixture
def certificate(right_attempt):
    finish_attempt(attempt=right_attempt, at=NOON)
    return Certificate.objects.get()


def test_a_second_asking_gives_the_same_link(certificate, elm):
    first = share_certificate(certificate=certificate, at=NOON)
    before = everything()

    assert share_certificate(certificate=certificate, at=NOON + DAY) == first
    assert everything() == before
    assert (first.expires_at, first.cancelled_at) == (NOON + 30 * DAY, None)
    assert str(first) == f"link to certificate {certificate.pk}"
    assert trail(elm.organisation.pk)[-1] == (
        "shared-certificate", "holderlink", first.pk, elm.amira.pk,
    )  # fmt: skip


def test_it_works_for_thirty_days_and_then_another_is_made(certificate):
    first = share_certificate(certificate=certificate, at=NOON)
    last = NOON + 30 * DAY - timedelta(seconds=1)

    assert by_open_link(first.pk, at=last).certificate == certificate
    assert by_open_link(first.pk, at=NOON + 30 * DAY) is None
    assert share_certificate(certificate=certificate, at=NOON + 30 * DAY) != first


def test_cancelled_it_opens_nothing_and_a_new_one_is_another(certificate, elm):
    first = share_certificate(certificate=certificate, at=NOON)

    assert cancel_certificate_link(certificate=certificate, at=NOON) is True
    assert cancel_certificate_link(certificate=certificate, at=NOON) is False
    assert by_open_link(first.pk, at=NOON) is None
    assert share_certificate(certificate=certificate, at=NOON).pk != first.pk
    assert [row[0] for row in trail(elm.organisation.pk)[-3:]] == [
        "shared-certificate", "cancelled-certificate-link", "shared-certificate",
    ]  # fmt: skip


def test_without_its_record_nothing_is_written(certificate, monkeypatch):
    link = share_certificate(certificate=certificate, at=NOON)
    for verb, act in {
        "cancelled-certificate-link": partial(cancel_certificate_link, certificate=certificate),
        "shared-certificate": partial(share_certificate, certificate=certificate),
    }.items():
        monkeypatch.delitem(VERBS, verb)
        before = everything()
        with pytest.raises(UnknownVerb):
            act(at=NOON)
        assert everything() == before
        HolderLink.objects.filter(pk=link.pk).update(cancelled_at=NOON)
