"""The forms that invite staff: the list and what holds for all its rows, then the same hidden."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.accounts.joining import Offered
from courses.accounts.membership import Access
from courses.accounts.models import Role, Site
from courses.accounts.places import Places
from courses.accounts.staff_list import MOST_ROWS, Problem, decoded, is_text
from courses.web.forms import HouseForm
from courses.web.layout import Button

LARGEST_FILE = 1_000_000
LONGEST_LIST = 500_000
NOBODY = _("Paste a list or choose a file")
ACCESS = [
    ("", _("None: they take courses")),
    (f"{Access.LEAD}:site", _("Training lead of their own site")),
    (Access.LEAD, _("Training lead of the whole organisation")),
    (Access.AUTHOR, _("Author of courses")),
    (Access.ADMIN, _("Administrator of the whole organisation")),
]


MISSING_JOB: Final = _("Choose a job: row %(row)d does not say it")
MISSING_SITE: Final = _("Choose a site: row %(row)d does not say it")

EACH_ROW: Final = _("Each row says it")


def choices_of(
    rows: Sequence[Role | Site], *, nothing: str | Promise = EACH_ROW
) -> list[tuple[object, Any]]:
    """Return ``rows`` to choose from: where there are several, none is taken without a choice.

    ``nothing``: what stands there until one is chosen.
    """
    first: list[tuple[object, Any]] = [("", nothing)] if len(rows) > 1 else []
    return first + [(one.pk, one.name) for one in rows]


class InviteForm(HouseForm):
    """Whom to invite, and what holds where a row leaves a cell empty."""

    button = _("Check the list")
    marks_optional = False
    heading: str | Promise = _("Invite staff")
    people = forms.CharField(
        label=_("Paste names and email addresses, one person a line"),
        help_text=_(
            "For example: Siân O'Brien, sian@example.org. More columns may follow, in this order:"
            " job, site, team, staff number, start date."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or choose a CSV file"),
        help_text=_(
            "At most 500 rows. The first row may name the columns: name, email, job, site, team,"
            " staff number, start date."
        ),
        required=False,
        error_messages={"empty": _("The file is empty. Choose one with at least one row")},
    )
    job = forms.ChoiceField(
        label=_("Job, where the list does not say"),
        required=False,
        error_messages={"invalid_choice": _("Choose a job")},
    )
    site = forms.ChoiceField(
        label=_("Site, where the list does not say"),
        required=False,
        error_messages={"invalid_choice": _("Choose a site")},
    )
    start = forms.DateField(
        label=_("Start date, where the list does not say"),
        help_text=_("Their time to finish a course counts from this day."),
        error_messages={"required": _("Enter the start date"), "invalid": _("Enter a real date")},
    )
    access = forms.ChoiceField(
        label=_("Access for everybody on this list"),
        help_text=_("Access begins when the person has answered the invitation."),
        choices=ACCESS,
        required=False,
    )

    def __init__(self, *args: Any, places: Places, may_give_access: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["job"].choices = choices_of(places.roles)  # type: ignore[attr-defined]
        self.fields["site"].choices = choices_of(places.sites)  # type: ignore[attr-defined]
        if not may_give_access:
            del self.fields["access"]

    def clean_people(self) -> str:
        """Return the pasted list, where it is of a length that can be read."""
        pasted: str = self.cleaned_data["people"]
        if len(pasted) > LONGEST_LIST:
            message = _("Paste at most %(rows)s rows at a time")
            raise forms.ValidationError(message, params={"rows": MOST_ROWS})
        return pasted

    def clean_file(self) -> str:
        """Return the text of the file, empty where none was chosen."""
        file = self.cleaned_data.get("file")
        if file is None:
            return ""
        if file.size > LARGEST_FILE:
            message = _("Choose a file of at most 1 MB and %(rows)s rows")
            raise forms.ValidationError(message, params={"rows": MOST_ROWS})
        if file.name.lower().endswith((".xlsx", ".xls", ".ods")):
            raise forms.ValidationError(
                _("Save the spreadsheet as CSV (comma separated) and choose that file")
            )
        text = decoded(file.read())
        if not is_text(text):
            raise forms.ValidationError(
                _("Choose a CSV file: this is a picture, a PDF or another kind of file")
            )
        return text

    def clean(self) -> dict[str, Any]:
        """Keep one list: the pasted one or the file's."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" in self.errors or "people" in self.errors:
            return cleaned
        pasted, filed = cleaned.get("people", ""), cleaned.get("file", "")
        if pasted.strip() and filed.strip():
            self.add_error("people", _("Paste a list or choose a file, not both"))
        elif not (pasted.strip() or filed.strip()):
            self.add_error("people", NOBODY)
        cleaned["list"] = filed if filed.strip() else pasted
        if self.errors:
            self.keep_file()
        return cleaned

    def keep_file(self) -> None:
        """Show what the file held in the box, for a browser empties the field of a file."""
        pasted, filed = (str(self.cleaned_data.get(name, "")) for name in ("people", "file"))
        if filed.strip() and not pasted.strip():
            self.data = dict(self.data.items()) | {"people": filed}

    def defaults(self) -> dict[str, object]:
        """Return what holds where a row leaves a cell empty: ids of job and site, and the day."""
        data = self.cleaned_data
        places = {name: int(data[name]) if data[name] else None for name in ("job", "site")}
        return {**places, "start": data["start"]}

    def ask_for(self, problems: Sequence[Problem]) -> None:
        """Ask for the job or the site that some rows leave to the form, and it does not say."""
        for name, words in (("job", MISSING_JOB), ("site", MISSING_SITE)):
            left = [one.row for one in problems if one.column == name and not one.value]
            if left and not self.cleaned_data[name]:
                self.add_error(name, words % {"row": left[0]})
                self.keep_file()

    def offered(self) -> Offered:
        """Return the access that comes with the invitations."""
        access, _mark, own_site = str(self.cleaned_data.get("access", "")).partition(":")
        return Offered(access, own_site=bool(own_site))

    def access_words(self) -> Any:
        """Return the chosen access in words."""
        return dict(ACCESS).get(self.cleaned_data.get("access", ""), ACCESS[0][1])


class ConfirmForm(InviteForm):
    """The same once more, hidden, for the page that shows what the list comes to."""

    heading = ""
    once = True
    marks_optional = False

    def __init__(self, *args: Any, alone: Sequence[Site] = (), **kwargs: Any) -> None:
        """Ask for a tick where staff would begin at sites without a lead, those of ``alone``."""
        super().__init__(*args, **kwargs)
        del self.fields["file"]
        for field in self.fields.values():
            field.widget = forms.HiddenInput()
        if alone:
            names = ", ".join(site.name for site in alone)
            self.fields["despite"] = forms.BooleanField(
                label=_("Invite them although no safeguarding lead is named for: %s") % names,
                error_messages={
                    "required": _(
                        "Name a safeguarding lead first, or tick that you invite them without"
                    )
                },
            )
        self.count = 0

    def buttons(self) -> list[Button]:
        """Return the button that invites, where there is anybody, and the way back."""
        change = Button(_("Change the list"), name="change", value="1", kind="secondary")
        if not self.count:
            return [change]
        words = _("Invite 1 person") if self.count == 1 else _("Invite %d people") % self.count
        return [Button(words, name="confirmed", value="1", once=True), change]
