"""Naming another platform whose signed records are accepted."""

import pytest
from django.db import IntegrityError, transaction

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.learning.acceptance import (
    AcceptanceRule,
    AlreadyTrusted,
    TrustedIssuer,
    issuer_at,
    issuers_of,
    rules_of,
)
from courses.usecases.trust_issuer import end_issuer
from tests.people import NOON
from tests.tables import everything, trail, verbs_about
from tests.usecases.trusting import accepting, other_keys, trusted_by


@pytest.fixture
def issuer(elm, harbour):
    """Return the other platform, trusted by Elm Park."""
    return trusted_by(elm.organisation, elm.ash)


def test_it_is_kept_with_who_named_it_and_shown_to_that_organisation_alone(issuer, elm, harbour):
    assert issuers_of(elm.organisation.pk) == [issuer]
    assert issuer_at(elm.organisation.pk, issuer.pk) == issuer
    assert issuer_at(harbour.organisation.pk, issuer.pk) is None
    assert trail(elm.organisation.pk) == [
        ("trusted-issuer", "trustedissuer", issuer.pk, elm.ash.pk)
    ]


def test_the_same_address_or_key_again_is_refused(issuer, elm):
    before = everything()

    with pytest.raises(AlreadyTrusted):
        trusted_by(elm.organisation, elm.ash, keys=other_keys())
    with pytest.raises(AlreadyTrusted):
        trusted_by(elm.organisation, elm.ash, address="https://other.example")
    assert everything() == before
    assert trusted_by(elm.organisation, elm.ash, address="https://b.example", keys=other_keys())


def test_ending_it_ends_its_rules_once_and_it_may_come_again(issuer, elm, small_course):
    rule = accepting(elm.organisation, elm.ash, small_course.course, issuer=issuer)
    other = accepting(elm.organisation, elm.ash, small_course.course)

    assert end_issuer(issuer=issuer, at=NOON, actor_id=elm.ash.pk)
    assert not end_issuer(issuer=issuer, at=NOON, actor_id=elm.ash.pk)

    assert verbs_about(issuer) == ["trusted-issuer", "ended-issuer"]
    assert rules_of(elm.organisation.pk) == [other]
    assert AcceptanceRule.objects.get(pk=rule.pk).superseded_at == NOON
    assert str(trusted_by(elm.organisation, elm.ash)) == "Harbour training"
    assert TrustedIssuer.objects.count() == 2


def test_two_of_one_address_are_refused_by_the_database(issuer):
    issuer.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        issuer.save(force_insert=True)


def test_without_its_audit_event_nothing_is_written(issuer, elm, monkeypatch):
    monkeypatch.delitem(VERBS, "ended-issuer")

    with pytest.raises(UnknownVerb):
        end_issuer(issuer=issuer, at=NOON, actor_id=elm.ash.pk)

    assert issuers_of(elm.organisation.pk) == [issuer]
