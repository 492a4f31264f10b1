"""How people sign in: what django-allauth asks of us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in for invited people only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Refuse sign-up: people are added by their organisation."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """The second factor under the name of this platform."""

    def get_totp_issuer(self) -> str:
        """Return the name that an authenticator app shows."""
        return "Safeguarding training"

    def build_totp_url(self, user: Any, secret: str) -> str:
        """Return the otpauth address that the QR code holds."""
        return super().build_totp_url(user, secret)
