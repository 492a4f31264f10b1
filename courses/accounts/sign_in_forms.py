"""The forms of sign-in in our words: what to do where a field is empty."""

from textwrap import wrap
from typing import Any

from allauth.account import forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django.utils.translation import gettext_lazy as _

EMPTY = {
    "login": _("Enter your email address"),
    "email": _("Enter your email address"),
    "password": _("Enter your password"),
    "oldpassword": _("Enter your current password"),
    "password1": _("Enter a new password"),
    "password2": _("Enter the new password again"),
    "code": _("Enter the code from the email"),
}


class OurWords:
    """Says of each empty field what to enter."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in EMPTY.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = words


LABELS = {
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
}
GOOD_ENOUGH = _("At least 12 characters. Not a common password, and not your name or email.")


class NewPassword(OurWords):
    """Asks for a new password twice, and says once what it must be like."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in LABELS.items():
            if name in self.fields:
                self.fields[name].label = words
        self.fields["password1"].help_text = GOOD_ENOUGH


class LoginForm(OurWords, forms.LoginForm):
    """Sign in by password."""


class RequestLoginCodeForm(OurWords, forms.RequestLoginCodeForm):
    """Ask for a one-time code."""


class ConfirmLoginCodeForm(OurWords, forms.ConfirmLoginCodeForm):
    """Type the one-time code."""


class ResetPasswordForm(OurWords, forms.ResetPasswordForm):
    """Ask for a link to choose a new password."""


class ResetPasswordKeyForm(NewPassword, forms.ResetPasswordKeyForm):
    """Choose a new password."""


class ChangePasswordForm(NewPassword, forms.ChangePasswordForm):
    """Change the password, knowing the one before."""


class SetPasswordForm(NewPassword, forms.SetPasswordForm):
    """Choose a first password."""


class ReauthenticateForm(OurWords, forms.ReauthenticateForm):
    """Confirm who one is by password."""


class CodeFromApp(OurWords):
    """Asks for the code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code from your app")
        code.error_messages["required"] = _("Enter the code from your app")
        code.widget.attrs.pop("placeholder", None)


class AuthenticateForm(CodeFromApp, mfa_forms.AuthenticateForm):
    """Give the code as the second step of signing in."""


class ReauthenticateByCodeForm(CodeFromApp, mfa_forms.ReauthenticateForm):
    """Confirm who one is by a code."""


class ActivateTOTPForm(CodeFromApp, totp_forms.ActivateTOTPForm):
    """Show that the app works by the first code."""

    @property
    def key(self) -> str:
        """Return the secret in groups of four, for whoever types it into the app."""
        return " ".join(wrap(self.secret, 4))
