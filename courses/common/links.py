"""Signed links in mails: each names one row for one purpose, and nobody can make one up."""

from django.core.signing import BadSignature, Signer


def signed(purpose: str, number: int) -> str:
    """Return the part of a link that names row ``number`` for ``purpose`` and for nothing else."""
    return Signer(salt=f"courses.{purpose}").sign(str(number))


def read(purpose: str, token: str) -> int | None:
    """Return the number that ``signed`` wrote for ``purpose``; None where it did not."""
    try:
        return int(Signer(salt=f"courses.{purpose}").unsign(token))
    except BadSignature:
        return None
