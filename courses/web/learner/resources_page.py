"""What the library shows: its filters, and what of its entries matches them."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from django import forms
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Block, Contact, GlossaryTerm, Offence
from courses.common.names import fold
from courses.web.forms import HouseForm

NATIONS: Final = (
    ("E", _("England")),
    ("W", _("Wales")),
    ("S", _("Scotland")),
    ("NI", _("Northern Ireland")),
)
NEEDS: Final = (
    ("", _("Every need")),
    ("danger-now", _("A child is in danger now")),
    ("worried-about-a-child", _("I am worried about a child")),
    ("child-wants-to-talk", _("A child wants to talk")),
    ("image-online", _("An image is online")),
    ("worried-about-a-colleague", _("I am worried about a colleague")),
    ("organisation-not-acting", _("My organisation is not acting")),
    ("modern-slavery", _("Trafficking or modern slavery")),
    ("own-thoughts", _("Somebody is worried about their own thoughts")),
    ("adult-survivor", _("An adult was abused as a child")),
    ("staff-support", _("Support for staff")),
)

E = TypeVar("E", Block, Contact, GlossaryTerm, Offence)


class LibraryForm(HouseForm):
    """Which entries a page of the library shows; its values stand in the address.

    What the form does not know is passed over: the whole list is shown.
    """

    method = "get"
    button = _("Show")
    marks_optional = False
    shows_summary = False
    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    nation = forms.ChoiceField(label=_("Law and services of"), choices=NATIONS, required=False)
    need = forms.ChoiceField(label=_("What it is about"), choices=NEEDS, required=False)

    def __init__(self, *, fields: Iterable[str], home: str, data: Any) -> None:
        known = {"nation": dict(NATIONS), "need": dict(NEEDS)}
        values = {"nation": home}
        for name in fields:
            given = data.get(name, "")
            if given and given in known.get(name, {given: ""}):
                values[name] = given
        super().__init__(data=values)
        for name in [name for name in self.fields if name not in fields]:
            del self.fields[name]
        self.is_valid()

    def value(self, name: str) -> str:
        """Return the value of one filter, or empty text."""
        return str(self.cleaned_data.get(name) or "")


def words_of(entry: Block | Contact | GlossaryTerm | Offence) -> str:
    """Return the words of ``entry`` that a search looks through."""
    match entry:
        case GlossaryTerm():
            return f"{entry.term} {entry.source} {entry.say_this} {entry.not_that}"
        case Offence():
            return f"{entry.title} {entry.act} {entry.section} {entry.outline_source}"
        case Contact():
            return f"{entry.name} {entry.purpose} {entry.audience} {entry.phone}"
    return f"{entry.title} {strip_tags(entry.html)}"


def matching(entries: Iterable[E], text: str) -> list[E]:
    """Return the entries in which every word of ``text`` occurs, case and accents forgiven."""
    wanted = fold(text).split()
    return [entry for entry in entries if all(word in fold(words_of(entry)) for word in wanted)]
