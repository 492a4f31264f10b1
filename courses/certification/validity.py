"""Pure rules of a certificate's validity: its last day, and its state on a day."""

from datetime import date
from enum import StrEnum

from courses.common.dates import add_months


class CertificateState(StrEnum):
    """The four states of a certificate."""

    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"

    @property
    def word(self) -> str:
        """Return the word shown for this state, the same to everybody."""
        return self.value.capitalize()


def valid_until(*, completed_on: date, months: int | None) -> date | None:
    """Return the last day of validity, itself included; None where the version sets no end.

    12 months from 20 September 2024 are valid to the end of 20 September 2025, London date.
    """
    return None if months is None else add_months(completed_on, months)


def state_on(
    *, on: date, valid_until: date | None, is_revoked: bool, is_replaced: bool
) -> CertificateState:
    """Return the state on the London date ``on``.

    What was decided about a certificate outlasts its dates: withdrawn beats replaced beats expired.
    """
    if is_revoked:
        return CertificateState.WITHDRAWN
    if is_replaced:
        return CertificateState.REPLACED
    if valid_until is not None and on > valid_until:
        return CertificateState.EXPIRED
    return CertificateState.VALID
