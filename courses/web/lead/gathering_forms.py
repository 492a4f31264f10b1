"""Forms of a training room: open one, choose who is expected, go on, close it."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.membership import Membership
from courses.accounts.places import Places
from courses.web.forms import HouseForm
from courses.web.layout import Button

CHOOSE_COURSE = gettext_lazy("Choose a course")
CHOOSE_PLACE = gettext_lazy("Choose a place from the list")


class OpenRoomForm(HouseForm):
    """Which course, and whose people; the key makes a double click one room."""

    button = gettext_lazy("Open the room")
    heading: str | Promise = gettext_lazy("Open a training room")
    once = True
    marks_optional = False
    course = forms.ChoiceField(
        label=gettext_lazy("Which course?"),
        error_messages={"required": CHOOSE_COURSE, "invalid_choice": CHOOSE_COURSE},
    )
    place = forms.ChoiceField(
        label=gettext_lazy("For the people of which place?"),
        help_text=gettext_lazy("You choose who is expected on the next page."),
        required=False,
        error_messages={"invalid_choice": CHOOSE_PLACE},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, courses: dict[str, str], places: Places, whole: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.whole = whole
        self.fields["course"].choices = list(courses.items())  # type: ignore[attr-defined]
        everybody = [("", _("The whole organisation"))] if whole else []
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            *everybody,
            *((f"site:{one.pk}", one.name) for one in places.sites),
            *((f"team:{one.pk}", one.name) for one in places.teams),
        ]

    def clean_place(self) -> str:
        """Keep who leads a part of the organisation to that part."""
        place: str = self.cleaned_data["place"]
        if not place and not self.whole:
            raise forms.ValidationError(CHOOSE_PLACE)
        return place

    def chosen(self, kind: str) -> str:
        """Return the id of the site or team that was chosen, or empty."""
        named, _mark, pk = str(self.cleaned_data["place"]).partition(":")
        return pk if named == kind else ""


class FindForm(HouseForm):
    """Look for people by name, e-mail address or staff number."""

    method = "get"
    button = gettext_lazy("Find")
    marks_optional = False
    find = forms.CharField(
        label=gettext_lazy("Find people by name, email address or staff number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ChooseForm(HouseForm):
    """Who is expected."""

    button = gettext_lazy("Add the people ticked")
    once = True
    marks_optional = False
    members = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who is expected?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose people from the list")},
    )

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.user.name} ({one.staff_number})" if one.staff_number else one.user.name)
            for one in people
        ]

    def buttons(self) -> list[Button]:
        """Return the button for those ticked, the one for everybody shown, and the way back."""
        first, *rest = super().buttons()
        everybody = Button(
            _("Add everybody in this list"), name="all", value="1", kind="secondary", once=True
        )
        return [first, everybody, *rest]

    def clean_members(self) -> list[int]:
        """Ask for somebody, unless everybody is wanted."""
        members: list[int] = self.cleaned_data["members"]
        if not members and "all" not in self.data:
            raise forms.ValidationError(_("Tick somebody, or add everybody in this list"))
        return members


class NextPartForm(HouseForm):
    """Open the next part.

    ``seen`` is how many were open on the page, so that two leads at once open one.
    """

    kind = "secondary"
    once = True
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1000)

    def __init__(self, *args: Any, words: str | Promise = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def buttons(self) -> list[Button]:
        """Return the one button, which names what it opens."""
        return [Button(self.words, once=True)]


class CloseRoomForm(HouseForm):
    """Close the room; nothing to fill in."""

    button = gettext_lazy("Close the room")
    kind = "warning"
    once = True
