"""The forms of the author's pages."""

from datetime import date, timedelta
from pathlib import PurePath
from typing import Any, Literal

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from courses.packages.archive import CAPS, shown
from courses.web.forms import HouseForm
from courses.web.layout import Button

MOST_MB = CAPS.packed // 1024**2
LONGEST_AHEAD = timedelta(days=2 * 366)


class UploadForm(HouseForm):
    """One package to check; ``is_too_large`` tells that its file was cut off while it came in."""

    button = _("Upload and check")
    once = True
    package = forms.FileField(
        label=_("Which package do you want to check?"),
        help_text=_("A zip file of at most %d MB. Nothing is published by uploading.") % MOST_MB,
        allow_empty_file=True,
        error_messages={
            "required": _("Select a zip file"),
            "invalid": _("Select a zip file"),
        },
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["package"].widget.attrs["accept"] = ".zip,application/zip"
        if is_too_large:
            self.fields["package"].error_messages["required"] = (
                _("The file is larger than %d MB. Upload a smaller package") % MOST_MB
            )

    def clean_package(self) -> UploadedFile[bytes]:
        """Return the file.

        :raises ValidationError: when it is empty or not named as a zip.
        """
        file: UploadedFile[bytes] = self.cleaned_data["package"]
        if not file.size:
            raise forms.ValidationError(_("The file is empty. Upload a package as a zip file"))
        if PurePath(file.name or "").suffix.lower() != ".zip":
            raise forms.ValidationError(
                _("The file must be a zip. Pack the folder of the course as a zip and upload that")
            )
        return file

    @property
    def file_name(self) -> str:
        """Return the name of the file as it may be shown."""
        return shown(self.cleaned_data["package"].name)


class ConfirmForm(HouseForm):
    """One button that does what the page says."""

    once = True

    def __init__(
        self,
        *,
        button: str,
        action: str = "",
        cancel_url: str = "",
        kind: Literal["", "secondary", "warning"] = "",
    ) -> None:
        super().__init__()
        self.button, self.kind = button, kind  # type: ignore[misc] # the words of this page's button
        self.action, self.cancel_url = action, cancel_url


FINISH, MOVE = "finish", "move"
NOTHING, READ, ANEW = "nothing", "read", "anew"
DONE = [
    (NOTHING, _("Nothing")),
    (READ, _("They read what changed, word by word, and confirm it")),
    (ANEW, _("They complete this version anew, by a day")),
]


class PublishForm(HouseForm):
    """The last questions before a version goes out.

    What happens to those who are part-way and to those who are done, where there are any; why it
    may go out, where something is past its review date.
    """

    button = _("Publish this version")
    once = True
    marks_optional = False
    part_way = forms.ChoiceField(
        label=_("What happens to the people who are part-way through an earlier version?"),
        help_text=_(
            "If you choose neither, they finish the version they began. You can also move them"
            " later."
        ),
        choices=[
            (FINISH, _("They finish the version they began")),
            (MOVE, _("They move to this version, with their answers kept")),
        ],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Select one of the two")},
    )
    done = forms.ChoiceField(
        label=_("What about the people who completed an earlier version?"),
        help_text=_(
            "If you choose none, nothing. What they completed and their certificates stay as"
            " they are in any case."
        ),
        choices=DONE,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Select one of these")},
    )
    minutes = forms.IntegerField(
        label=_("How many minutes does reading what changed take? (optional)"),
        help_text=_("Only if they are to read it. From 1 to 60."),
        min_value=1,
        max_value=60,
        required=False,
        error_messages={
            "invalid": _("Enter the minutes as a number, such as 5"),
            "min_value": _("Enter at least 1 minute"),
            "max_value": _("Enter at most 60 minutes"),
        },
    )
    anew_by = forms.DateField(
        label=_("By which day do they complete it anew? (optional)"),
        help_text=_(
            "Only if they are to. What they completed before counts until the end of that day. You"
            " see who changes status before anything is published."
        ),
        required=False,
        error_messages={"invalid": _("Enter a real date, such as 30 9 2026")},
    )
    reason = forms.CharField(
        label=_("Why may it go out although something is past its review date?"),
        help_text=_("Say who read it again and when. This is kept with the version."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter why it may go out")},
    )

    def __init__(
        self,
        *args: Any,
        needs_reason: bool,
        part_way: int,
        done: int,
        on: date,
        is_asked: bool,
        cancel_url: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url, self.on = cancel_url, on
        if not needs_reason:
            del self.fields["reason"]
        if not part_way:
            del self.fields["part_way"]
        if not done:
            del self.fields["done"], self.fields["minutes"]
        elif not is_asked:
            asked: Any = self.fields["done"]
            asked.choices = DONE[:2]
        if not done or not is_asked:
            del self.fields["anew_by"]

    def clean(self) -> dict[str, Any] | None:
        """Ask for the minutes where a change is to be read."""
        cleaned = super().clean() or {}
        if cleaned.get("done") == READ and cleaned.get("minutes", 0) is None:
            self.add_error("minutes", _("Enter how many minutes reading what changed takes"))
        if cleaned.get("done") == ANEW and "anew_by" in cleaned:
            self.check_day(cleaned["anew_by"])
        return cleaned

    def check_day(self, by: date | None) -> None:
        """Refuse no day, a day that is no time to complete anything, and one years ahead."""
        if by is None:
            self.add_error("anew_by", _("Enter the day by which they complete it anew"))
        elif by <= self.on:
            self.add_error("anew_by", _("Enter a day after today"))
        elif by > self.on + LONGEST_AHEAD:
            self.add_error("anew_by", _("Enter a day within two years from now"))

    @property
    def day_anew(self) -> date | None:
        """Return by which day this version is completed anew, None where nobody is to."""
        kept = self.cleaned_data
        return kept["anew_by"] if kept.get("done") == ANEW else None

    @property
    def minutes_to_read(self) -> int | None:
        """Return how long reading what changed takes, None where nobody is to read it."""
        kept = self.cleaned_data
        return kept["minutes"] if kept.get("done") == READ else None

    @property
    def moves_part_way(self) -> bool:
        """Test whether those who are part-way are to move."""
        return bool(self.cleaned_data.get("part_way") == MOVE)


class ConfirmPublishForm(PublishForm):
    """The same once more, hidden, for the page that shows who would change."""

    form_id = "check"
    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()

    def buttons(self) -> list[Button]:
        """Return the button that publishes, and the ways back."""
        return [
            Button(self.button, name="confirmed", value="1", once=True),
            Button(_("Change the answers"), name="change", value="1", kind="secondary"),
            Button(_("Cancel"), url=self.cancel_url),
        ]
