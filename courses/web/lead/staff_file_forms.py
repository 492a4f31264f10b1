"""The forms of the staff file: choose it, say what its columns are, decide."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Literal

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from courses.accounts.staff_columns import FIELDS, problem_of
from courses.web.forms import HouseForm
from courses.web.layout import Button

LARGEST_MB = 20
ENDINGS = {".csv", ".txt", ".tsv", ".xlsx"}
NOT_USED = ("", _("Not used"))
SOME, EVERYBODY = "some", "everybody"


class StaffFileForm(HouseForm):
    """One list of staff to look at, and whether whoever is missing from it has left."""

    button = _("Upload and check")
    once = True
    file = forms.FileField(
        label=_("Choose your staff list"),
        help_text=_(
            "CSV or Excel (.xlsx), up to 100,000 people. The first row names the columns."
            " Nothing is changed by uploading."
        ),
        allow_empty_file=True,
        error_messages={
            "required": _("Choose a CSV or Excel file"),
            "invalid": _("Choose a CSV or Excel file"),
        },
    )
    people = forms.ChoiceField(
        label=_("Who is in the list?"),
        choices=[
            (SOME, _("Some people: add and change these, leave everybody else as they are")),
            (EVERYBODY, _("Everybody who works here: whoever is missing from it has left")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who is in the list")},
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(sorted(ENDINGS))
        if is_too_large:
            self.fields["file"].error_messages["required"] = TOO_LARGE

    def clean_file(self) -> UploadedFile[bytes]:
        """Return the file.

        :raises ValidationError: when it is empty, too large or of another kind.
        """
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(
                _("The file is empty. The first row names the columns, then one person a row")
            )
        if file.size > LARGEST_MB * 1024**2:
            raise forms.ValidationError(TOO_LARGE)
        if PurePath(file.name or "").suffix.lower() not in ENDINGS:
            raise forms.ValidationError(_("Save the list as CSV or as .xlsx and choose that file"))
        return file

    @property
    def file_name(self) -> str:
        """Return the name of the file as it may be shown."""
        name = str(self.cleaned_data["file"].name)
        return "".join(c if c.isprintable() else "?" for c in name)[:150]

    @property
    def is_everybody(self) -> bool:
        """Test whether whoever is missing from the list has left."""
        return bool(self.cleaned_data["people"] == EVERYBODY)


TOO_LARGE = _("The file is larger than %d MB. Save the list alone, without pictures") % LARGEST_MB


class ColumnsForm(HouseForm):
    """Which field each column of a file is; the choice is remembered for the next file."""

    button = _("Use these columns")

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        fields: Sequence[str],
        samples: Sequence[str],
        action: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        choices = [NOT_USED, *((one, one.capitalize()) for one in FIELDS)]
        for place, heading in enumerate(headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or _("Column %d, without a heading") % (place + 1),
                help_text=_("For example: %s") % samples[place] if samples[place] else "",
                choices=choices,
                initial=fields[place],
                required=False,
            )
        self.places = len(headings)
        self.marks_optional = False  # type: ignore[misc] # every column may be left out

    def clean(self) -> dict[str, Any]:
        """Refuse a choice without names, or without anything to know people by."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and (problem := problem_of(self.chosen())):
            self.add_error("column_0", problem)
        return cleaned

    def chosen(self) -> list[str]:
        """Return the field of each column, empty where it is not used."""
        return [str(self.cleaned_data[f"column_{place}"]) for place in range(self.places)]


RULES_CHANGED = _(
    "It is another day, or a rule has changed since you looked. Nothing is applied: see what would"
    " change now."
)


class ApplyForm(HouseForm):
    """The decision to apply; where many people would leave, their number is typed once more."""

    once = True
    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    leavers = forms.IntegerField(
        label=_("How many people leave?"),
        help_text=_(
            "More than one in ten of those whom the file is about would leave. Type the number"
            " beside Leaving to confirm it."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "6"}),
        error_messages={
            "required": _("Type how many people leave"),
            "invalid": _("Type how many people leave, as a number"),
        },
    )

    def __init__(
        self,
        *args: Any,
        good: int,
        leavers: int,
        is_many: bool,
        mark: str,
        action: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"mark": mark}, **kwargs)
        words = _("Apply 1 row") if good == 1 else _("Apply %d rows") % good
        self.button = words  # type: ignore[misc] # the words of this page's button
        self.action, self.count = action, leavers
        if not is_many:
            del self.fields["leavers"]

    def clean_leavers(self) -> int:
        """Return the number.

        :raises ValidationError: when it is not how many people leave.
        """
        typed: int = self.cleaned_data["leavers"]
        if typed != self.count:
            raise forms.ValidationError(
                _("%(number)d people leave by this list. Type that number, or upload another list"),
                params={"number": self.count},
            )
        return typed


class OneButtonForm(HouseForm):
    """One button that does what the page says."""

    once = True

    def __init__(
        self,
        *,
        button: Any,
        action: str,
        kind: Literal["", "secondary", "warning"] = "secondary",
        name: str = "",
    ) -> None:
        super().__init__()
        self.name = name
        self.button, self.kind = button, kind  # type: ignore[misc] # the words of this page's button
        self.action = action

    def buttons(self) -> list[Button]:
        """Return the button, which posts its name where it has one."""
        value = "1" if self.name else ""
        return [Button(self.button, self.name, value, kind=self.kind, once=self.once)]
