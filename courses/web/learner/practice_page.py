"""A practice referral as a page: what is typed, and the model beside it; nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Block
from courses.web.forms import HouseForm

MOST_LETTERS: Final = 4_000  # under each heading


class ReferralForm(HouseForm):
    """One free text under each heading; nothing is needed, and nothing of it is kept."""

    button = _("Compare with a model")
    marks_optional = False
    shows_summary = False

    def __init__(self, practice: Block, *, data: Any = None) -> None:
        super().__init__(data=data)
        for number, part in enumerate(practice.parts, start=1):
            self.fields[f"part_{number}"] = forms.CharField(
                label=part["heading"],
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a text that is too long, naming its heading, its length and the limit."""
        for name, field in self.fields.items():
            letters = len(self.cleaned_data.get(name, ""))
            if letters > MOST_LETTERS:
                numbers = {
                    "heading": field.label,
                    "letters": f"{letters:,}",
                    "most": f"{MOST_LETTERS:,}",
                }
                words = _("Shorten “%(heading)s” to %(most)s characters: it has %(letters)s")
                self.add_error(name, words % numbers)
        return self.cleaned_data

    def written(self) -> list[str]:
        """Return what was typed under each heading, in order."""
        return [self.cleaned_data[name] for name in self.fields]


@dataclass(frozen=True, slots=True)
class Compared:
    """One heading with what was typed under it and the model."""

    heading: str
    written: str
    model: str


def compared(practice: Block, written: Sequence[str]) -> list[Compared]:
    """Return each heading with both texts, in order."""
    return [
        Compared(part["heading"], text, part["html"])
        for part, text in zip(practice.parts, written, strict=True)
    ]
