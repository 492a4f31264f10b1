"""Whose signed records are trusted, for tests."""

import json

from django.conf import settings

from courses.accounts.models import Organisation, User
from courses.catalogue.models import Course
from courses.certification.issuer_keys import keys_in, published
from courses.learning.acceptance import AcceptanceRule, TrustedIssuer
from courses.usecases.set_acceptance import set_acceptance
from courses.usecases.trust_issuer import trust_issuer
from tests.carrying import ISSUER, foreign_issuer
from tests.people import NOON


def trusted_by(organisation: Organisation, by: User, **changes) -> TrustedIssuer:
    """Let an organisation trust the other platform of the tests."""
    fields = {
        "organisation": organisation,
        "name": "Harbour training",
        "address": ISSUER,
        "keys": keys_in(foreign_issuer()),
        "at": NOON,
        "actor_id": by.pk,
    }
    return trust_issuer(**(fields | changes))


def accepting(organisation: Organisation, by: User, course: Course, **changes) -> AcceptanceRule:
    """Let an organisation accept a course of signed records, within a year and at once."""
    fields = {
        "organisation": organisation,
        "issuer": None,
        "their_course": "their-course",
        "course": course,
        "months": 12,
        "automatic": True,
        "at": NOON,
        "actor_id": by.pk,
    }
    return set_acceptance(**(fields | changes))


def trust_of(by: User, organisation: Organisation, course: Course) -> dict[str, object]:
    """Return what leads to a trusted issuer, a rule, and the key of this platform."""
    there = TrustedIssuer.objects.filter(organisation=organisation).first()
    issuer = there or trusted_by(organisation, by)
    rule = AcceptanceRule.objects.filter(organisation=organisation).first()
    rule = rule or accepting(organisation, by, course, issuer=issuer)
    mark = next(iter(published(settings.DATA_DIR / "keys")))
    return {"thumbprint": mark, "issuer": issuer.pk, "acceptance": rule.pk}


def other_keys() -> list[dict[str, str]]:
    """Return the keys of nobody."""
    (one,) = keys_in(foreign_issuer())
    return keys_in(json.dumps(one | {"n": one["n"][:-4] + "AAA" + one["n"][-1]}))
