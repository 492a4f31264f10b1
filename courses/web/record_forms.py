"""The fields by which a signed record comes in, for whoever hands it in and whoever checks one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.certification.jws import RecordRefused
from courses.certification.record_archive import MOST_BYTES, text_in
from courses.web.forms import HouseForm


class SignedForm(HouseForm):
    """A signed record, as a file or pasted; ``text`` is what came in, once it is valid."""

    once = True
    marks_optional = False
    text = ""
    text_in = staticmethod(text_in)
    file = forms.FileField(
        label=_("Choose the signed record"),
        help_text=_("The zip as it was downloaded, or the file record.jws from it."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip,.jws,.txt"}),
    )
    pasted = forms.CharField(
        label=_("Or paste its text"),
        help_text=_("Everything in record.jws, from its first letter to its last."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large

    def clean(self) -> dict[str, Any]:
        """Keep the signed text, of the file where there are both.

        :raises ValidationError: never; what is wrong is said at its field.
        """
        kept = super().clean() or {}
        try:
            self.text = self.given(kept)
        except RecordRefused as error:
            self.refuse(str(error))
        return kept

    def given(self, kept: dict[str, Any]) -> str:
        """Return the signed text.

        :raises RecordRefused: when the file is none.
        """
        if self.is_too_large:
            return self.text_in(b" " * (MOST_BYTES + 1))
        text = str(kept.get("pasted", ""))
        if kept.get("file"):
            text = self.text_in(kept["file"].read(MOST_BYTES + 1)).strip()
        if not text:
            self.refuse(str(_("Choose the file, or paste its text. It must not be empty")))
        return text

    def refuse(self, words: str) -> None:
        """Say what is wrong where it came in."""
        is_pasted = not self.files.get("file") and self.data.get("pasted")
        self.add_error("pasted" if is_pasted else "file", words)
