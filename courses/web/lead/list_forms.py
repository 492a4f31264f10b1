"""The forms of the lists that leads keep: a name for filters, and how often to be told."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.reporting.lists import ScheduledList
from courses.web.forms import HouseForm


class ViewForm(HouseForm):
    """What a set of filters is called, and whether other leads see it."""

    heading: str | Promise = _("Save this view")
    button = _("Save")
    once = True
    marks_optional = False
    name = forms.CharField(
        label=_("What do you call it?"),
        help_text=_("For example: Overdue in the nursery. Do not name a person."),
        max_length=60,
        error_messages={
            "required": _("Enter a name"),
            "max_length": _("Enter a name of at most 60 characters"),
        },
    )
    is_shared = forms.BooleanField(
        label=_("Show it to the other training leads here too"),
        help_text=_("They see the filters and, of the people, those whom they may see anyway."),
        required=False,
    )

    def clean_name(self) -> str:
        """Return the name with single spaces."""
        return " ".join(str(self.cleaned_data["name"]).split())


class ScheduleForm(HouseForm):
    """How often a lead is told of a list."""

    heading: str | Promise = _("Be told of this list")
    button = _("Save")
    once = True
    every = forms.ChoiceField(
        label=_("How often?"),
        help_text=_(
            "On the day you get a mail with a link. It asks you to sign in, and the mail itself"
            " names nobody."
        ),
        choices=ScheduledList.Every.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often")},
    )
