"""Whose signed records an organisation can check: this platform's own, and those it trusts."""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from courses.accounts.models import User
from courses.certification.issuer_keys import key_of, published, thumbprint
from courses.certification.portable import Achieved, Checked, is_of
from courses.learning.acceptance import Proof, TrustedIssuer, issuers_of

OURS = "This platform"


@dataclass(frozen=True, slots=True)
class Known:
    """One key that an organisation can check by; without ``issuer`` it is this platform's."""

    key: RSAPublicKey
    issuer: TrustedIssuer | None


def known_to(organisation_id: int, *, folder: Path) -> dict[str, Known]:
    """Return every key that an organisation can check by, by thumbprint; one query."""
    found = {mark: Known(key, None) for mark, key in published(folder).items()}
    for issuer in issuers_of(organisation_id):
        for jwk in issuer.keys:
            found.setdefault(thumbprint(jwk), Known(key_of(jwk), issuer))
    return found


def proof_of(
    checked: Checked, row: Achieved, *, owner: User, issuer: TrustedIssuer | None
) -> Proof:
    """Return what is kept of one completion of a signed record beside what its owner offers."""
    told = checked.record
    return Proof(
        key=checked.key,
        identifier=row.id,
        their_course=row.course,
        valid_until=row.valid_until,
        facts={
            "issuer": issuer.name if issuer else OURS,
            "address": issuer.address if issuer else told.issuer.id,
            "name": told.subject.name,
            "as_at": told.as_at.isoformat(),
            **row.model_dump(
                mode="json",
                include={"title", "version", "provider", "course", "valid_until", "certificate"},
            ),
        },
        is_certain=is_of(told, name=owner.name, others=[owner.email or ""], by_code=False),
    )


def evidence_of(row: Achieved) -> str:
    """Return what shows one completion, in words for the record."""
    number = f", certificate {row.certificate}" if row.certificate else ""
    words = f"{row.provider}: {row.title}, version {row.version}"
    return f"{words[: 200 - len(number)]}{number}"
