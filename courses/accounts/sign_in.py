"""How people sign in: what django-allauth asks of us."""

from base64 import urlsafe_b64encode
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from courses.accounts.second_factor import must_hold_on
from courses.common.dates import local_date

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
    """The second factor under the name of this platform; its secrets are kept encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "The code is not right. Wait for the next one in your app, or try again."
        ),
        "cannot_delete_authenticator": _(
            "Your access needs a second step. To change phones, ask your administrator to have the"
            " app removed."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Return ``text`` as the database keeps it: of no use without SECRET_KEY."""
        return locksmith().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was encrypted; after a change of SECRET_KEY, a secret that fits no code."""
        try:
            return locksmith().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Test whether the person may do without: in the demonstration, or where none is asked."""
        today = local_date(timezone.now())
        return settings.DEMO or not must_hold_on(authenticator.user, on=today)

    def get_totp_issuer(self) -> str:
        """Return the name that an authenticator app shows."""
        return "Safeguarding training"


def trust_new_app(*, request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    """Take the code that set an app up for proof of who asks (receiver of ``authenticator_added``).

    The recovery codes that follow open at once: the app shows no second code for half a minute.
    """
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, authenticator.user, "mfa", reauthenticated=True)


def locksmith() -> Fernet:
    """Return what encrypts the secrets of second factors, by a key drawn from SECRET_KEY."""
    key = salted_hmac("courses.second-factor", "", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
