"""The order of a list: it stands in the address, headings lead to it, and a select offers all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from courses.web.forms import HouseForm

SORT: Final = "sort"


@dataclass(frozen=True, slots=True)
class Orders:
    """The orders one list can have: in words, by name; a minus sign turns an order round.

    ``usual``: the one that an address need not name.
    """

    usual: str
    words: Mapping[str, str | Promise]

    def read(self, data: Mapping[str, Any]) -> str:
        """Return the order that an address names, the usual one where there is no such order."""
        wanted = str(data.get(SORT, ""))
        return wanted if wanted in self.words else self.usual


PEOPLE: Final = Orders(
    "name",
    {
        "name": gettext_lazy("Name, A to Z"),
        "-name": gettext_lazy("Name, Z to A"),
        "number": gettext_lazy("Staff number, lowest first"),
        "-number": gettext_lazy("Staff number, highest first"),
    },
)

STARTERS: Final = Orders(
    "-start",
    {
        "-start": gettext_lazy("Start date, the last to begin first"),
        "start": gettext_lazy("Start date, the first to begin first"),
        "name": gettext_lazy("Name, A to Z"),
        "-name": gettext_lazy("Name, Z to A"),
        "training": gettext_lazy("Training, not yet first"),
        "-training": gettext_lazy("Training, complete first"),
    },
)
QUESTIONS: Final = Orders(
    "right",
    {
        "right": gettext_lazy("Most missed first"),
        "-right": gettext_lazy("Best known first"),
        "apart": gettext_lazy("Tells people apart least first"),
        "-seconds": gettext_lazy("Longest answered first"),
    },
)
GAPS: Final = Orders(
    "due",
    {
        "due": gettext_lazy("Due day, the earliest first"),
        "-due": gettext_lazy("Due day, the latest first"),
        "owner": gettext_lazy("Who sees to it, A to Z"),
        "site": gettext_lazy("Site, A to Z"),
    },
)


class SortForm(HouseForm):
    """In which order a list stands; what else its address says goes along."""

    method = "get"
    button = gettext_lazy("Sort")
    kind = "secondary"
    marks_optional = False
    shows_summary = False
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"), required=False)

    def __init__(self, *, orders: Orders, order: str, kept: Mapping[str, str]) -> None:
        super().__init__(initial={SORT: order}, auto_id="order_%s")
        self.fields[SORT].choices = list(orders.words.items())  # type: ignore[attr-defined]
        for name, value in kept.items():
            self.fields[name] = forms.CharField(initial=value, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that sorts: where it leads, and which way its column stands, or empty text."""

    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class Sorting:
    """The order of one list, with all there are."""

    orders: Orders
    order: str
    path: str
    kept: dict[str, str]

    @property
    def form(self) -> SortForm:
        """Return the select of every order."""
        return SortForm(orders=self.orders, order=self.order, kept=self.kept)

    @property
    def headings(self) -> dict[str, Heading]:
        """Return the headings that sort, by column; a second click turns the order round."""
        columns = dict.fromkeys(name.removeprefix("-") for name in self.orders.words)
        return {column: self.heading(column) for column in columns}

    def heading(self, column: str) -> Heading:
        """Return the heading of ``column``."""
        up, down = column, f"-{column}"
        direction = {up: "ascending", down: "descending"}.get(self.order, "")
        offered = [down, up] if direction == "ascending" else [up, down]
        then = next(name for name in offered if name in self.orders.words)
        return Heading(self.url(then), direction)

    @property
    def query(self) -> str:
        """Return the end of the address of the list as it stands, or nothing."""
        return self.url(self.order).removeprefix(self.path)

    def url(self, order: str) -> str:
        """Return the address of the list in ``order``, on its first page."""
        kept = self.kept | ({} if order == self.orders.usual else {SORT: order})
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


def sorting_of(
    orders: Orders, data: Mapping[str, Any], *, path: str, kept: Mapping[str, str]
) -> Sorting:
    """Return how the list at ``path`` is sorted by its address ``data``.

    ``kept``: what else the address asks for; the page is not kept.
    """
    rest = {name: value for name, value in kept.items() if value and name not in (SORT, "page")}
    return Sorting(orders, orders.read(data), path, rest)
