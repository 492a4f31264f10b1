from django.conf import settings

from courses.certification.issuer_keys import jwk_of, published, thumbprint
from courses.certification.known_issuers import evidence_of, known_to, proof_of
from courses.certification.portable import Achieved, Checked
from tests.carrying import ISSUER, achieved_with, foreign_key, record_with
from tests.usecases.trusting import trusted_by

FOREIGN = thumbprint(jwk_of(foreign_key().public_key()))
KEYS = settings.DATA_DIR / "keys"


def test_an_organisation_knows_this_platform_and_whom_it_trusts(elm, harbour):
    issuer = trusted_by(elm.organisation, elm.ash)

    here = known_to(elm.organisation.pk, folder=KEYS)
    there = known_to(harbour.organisation.pk, folder=KEYS)

    assert {mark: one.issuer for mark, one in here.items()} == dict.fromkeys(published(KEYS)) | {
        FOREIGN: issuer
    }
    assert set(there) == set(published(KEYS))


def test_what_is_kept_names_the_issuer_as_the_organisation_knows_it(elm, harbour):
    checked = Checked(record=record_with(), key=FOREIGN)
    (row,) = checked.record.completions

    proof = proof_of(checked, row, owner=elm.amira, issuer=trusted_by(elm.organisation, elm.ash))
    own = proof_of(checked, row, owner=elm.amira, issuer=None)

    assert (proof.key, proof.identifier, proof.their_course) == (FOREIGN, row.id, "their-course")
    assert proof.facts == {
        "issuer": "Harbour training",
        "address": ISSUER,
        "name": "Amira Haddad",
        "as_at": "2026-02-20",
        "title": "Keeping children safe online",
        "version": "2.0.0",
        "provider": "Harbour Trust",
        "course": "their-course",
        "valid_until": "2027-01-20",
        "certificate": "7" * 26,
    }
    assert own.facts["issuer"] == "This platform"


def test_what_shows_it_is_said_in_one_line_that_fits():
    short = Achieved.model_validate(achieved_with(certificate=None))
    long = Achieved.model_validate(achieved_with(title="x" * 300))

    assert evidence_of(short) == "Harbour Trust: Keeping children safe online, version 2.0.0"
    assert len(evidence_of(long)) == 200
    assert evidence_of(long).endswith(f"xx, certificate {'7' * 26}")
