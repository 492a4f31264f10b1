"""How people sign in: what django-allauth asks of us."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

DEMO_PASSWORD = "safeguarding-demo"  # noqa: S105 - printed on the screen, of invented people alone


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in for people whom their organisation added."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The email address or the password is not right."),
        "incorrect_code": _("The code is not right. Look at the newest email, or ask for another."),
        "too_many_login_attempts": _(
            "Too many wrong tries. Wait 5 minutes, then try again, or ask your training lead."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Refuse sign-up: people are added by their organisation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one mail; its links lead to SITE_URL, by whatever name the sender called us."""
        site = SimpleNamespace(domain=urlsplit(settings.SITE_URL).netloc)
        super().send_mail(template_prefix, email, {**context, "current_site": site})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address below SITE_URL at which a new password is chosen."""
        asked: str = super().get_reset_password_from_key_url(key)
        return f"{settings.SITE_URL}{urlsplit(asked).path}"


class MFAAdapter(DefaultMFAAdapter):
    """The second factor under the name of this platform."""

    def get_totp_issuer(self) -> str:
        """Return the name that an authenticator app shows."""
        return "Safeguarding training"
