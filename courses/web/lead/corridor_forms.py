"""Forms of a corridor check: at which site to draw somebody, and what came of the card."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.models import Site
from courses.web.forms import HouseForm
from courses.web.layout import Button

CONFIDENT, TALKED_THROUGH, AWAY, SWAP = "confident", "talked-through", "away", "swap"


class DrawForm(HouseForm):
    """Among whose people to draw."""

    button = gettext_lazy("Draw somebody")
    once = True
    marks_optional = False
    site = forms.ChoiceField(
        label=gettext_lazy("Where are you?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a site from the list")},
    )

    def __init__(self, *args: Any, sites: list[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.name) for one in sites]
        everywhere = [("", _("All my sites"))] if len(sites) != 1 else []
        self.fields["site"].choices = [*everywhere, *choices]  # type: ignore[attr-defined]


class OutcomeForm(HouseForm):
    """What came of the card, somebody else, or another card: one tap each."""

    what = forms.ChoiceField(
        choices=[(one, one) for one in (CONFIDENT, TALKED_THROUGH, AWAY, SWAP)]
    )

    def body(self) -> list[Any]:
        """Return no fields: the buttons are the answer."""
        return []

    def buttons(self) -> list[Button]:
        """Return the two outcomes, and the two ways on without one."""
        words = {
            CONFIDENT: _("Confident"),
            TALKED_THROUGH: _("Talked it through"),
            AWAY: _("Not here: draw somebody else"),
            SWAP: _("Another card"),
        }
        return [
            Button(
                label,
                name="what",
                value=value,
                kind="" if value == CONFIDENT else "secondary",
                once=True,
            )
            for value, label in words.items()
        ]
