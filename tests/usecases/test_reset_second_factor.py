"""Taking a lost second factor away."""

import pytest
from allauth.mfa.models import Authenticator

from courses.audit.models import AuditEvent
from courses.usecases import reset_second_factor as module
from courses.usecases.reset_second_factor import reset_second_factor
from tests.people import NOON


@pytest.fixture
def with_app(elm):
    """Return Lewis with an app and recovery codes, beside Ash who has an app too."""
    for user, kind in ((elm.lewis, "totp"), (elm.lewis, "recovery_codes"), (elm.ash, "totp")):
        Authenticator.objects.create(user=user, type=kind, data={})
    return elm.lewis


def test_app_and_codes_go_and_the_trail_says_so(with_app, elm):
    assert reset_second_factor(user=with_app, at=NOON) is True

    (event,) = AuditEvent.objects.all()
    assert (event.verb, event.about_id, event.chain) == ("reset-second-factor", with_app.pk, 0)
    assert [one.user for one in Authenticator.objects.all()] == [elm.ash]


def test_a_second_time_writes_nothing(with_app):
    reset_second_factor(user=with_app, at=NOON)

    assert reset_second_factor(user=with_app, at=NOON) is False
    assert AuditEvent.objects.count() == 1


def test_where_the_trail_fails_nothing_is_removed(with_app, monkeypatch):
    def fail(**_details):
        message = "no trail"
        raise RuntimeError(message)

    monkeypatch.setattr(module, "record", fail)

    with pytest.raises(RuntimeError, match="no trail"):
        reset_second_factor(user=with_app, at=NOON)
    assert Authenticator.objects.filter(user=with_app).count() == 2
