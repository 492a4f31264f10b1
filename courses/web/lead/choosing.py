"""Choosing people on a list, and reading the choice from the address that the list leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.accounts.membership import Membership
from courses.reporting.bulk_queries import chosen_in, known_in
from courses.reporting.queries import people_wanted
from courses.web.lead.filters import Asked, FilterForm, asked
from courses.web.lead.gate import LeadRequest

MOST = 20_000  # people in one action
PERSON, EVERYBODY, OF = "person", "everybody", "of"
LISTS: Final = ("people", "matrix")
WITHOUT_DAY: Final = frozenset(FilterForm.base_fields) - {"as_at", "known_at"}
ACTIONS: Final = (
    ("remind", gettext_lazy("Remind")),
    ("enrol", gettext_lazy("Give a course")),
    ("assign", gettext_lazy("Give a course by a day")),
    ("exempt", gettext_lazy("Excuse from a course")),
    ("extend", gettext_lazy("Give a later due day")),
    ("move", gettext_lazy("Change team")),
    ("tag", gettext_lazy("Change a tag")),
)


class Ticks(forms.CheckboxSelectMultiple):
    """One box a person; its name is spoken, for the person's own stands beside it."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return one box; the words of the choice become its name."""
        option = super().create_option(*args, **kwargs)
        option["attrs"]["aria-label"] = _("Choose %s") % option["label"]
        option["label"] = ""
        return option


class ChooseForm(forms.Form):
    """The boxes of a list, what the list shows, and the box for everybody of it."""

    person = forms.MultipleChoiceField(widget=Ticks, required=False)
    everybody = forms.BooleanField(required=False)
    of = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *,
        people: Sequence[tuple[int, str]],
        total: int,
        kept: Mapping[str, str],
        name: str,
        slug: str,
    ) -> None:
        super().__init__(initial={OF: name}, auto_id="choose_%s")
        boxes: Any = self.fields[PERSON]
        boxes.choices = [(str(pk), words) for pk, words in people]
        words = ngettext(
            "The %d person of this list", "All %d people of this list, on other pages too", total
        )
        on_one_page = ngettext("The %d person of this list", "All %d people of this list", total)
        self.fields[EVERYBODY].label = (words if total > len(people) else on_one_page) % total
        for field, value in kept.items():
            self.fields[field] = forms.CharField(initial=value, widget=forms.HiddenInput)
        self.slug = slug

    @property
    def ticks(self) -> list[str]:
        """Return the box of each person, in the order of the list."""
        return [box.tag() for box in self[PERSON]]

    @property
    def buttons(self) -> list[tuple[str, Any]]:
        """Return the address and the words of each action."""
        return [(reverse("lead:chosen", args=[self.slug, one]), words) for one, words in ACTIONS]


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom a lead chose on a list; ``problem`` says why it is nobody.

    ``is_foreign``: somebody of them is missing or another's, which refuses the whole choice.
    ``absent``: who of them does not work here today, for whom nothing is done.
    """

    asked: Asked
    list_url: str
    members: list[Membership]
    problem: str = ""
    is_foreign: bool = False
    absent: tuple[Membership, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        """Return the memberships, sorted."""
        return tuple(sorted(member.pk for member in self.members))


def kept_of(asked_for: Asked) -> dict[str, str]:
    """Return the filters that are on and known, as they stand in the address, without a day."""
    return {name: value for name, value in asked_for.kept.items() if name in WITHOUT_DAY}


def choice_of(request: LeadRequest) -> Choice:
    """Return whom the address chooses: the boxes that are ticked, or everybody of the list."""
    asked_for = asked(request)
    name = request.GET.get(OF, "")
    listed = reverse(
        f"lead:{name if name in LISTS else 'people'}", args=[request.organisation.slug]
    )
    url = listed + query_of(asked_for)
    if asked_for.as_at:
        return Choice(asked_for, url, [], _("Go back to today first, then choose people"))
    if request.GET.get(EVERYBODY):
        people = people_wanted(asked_for.scope, asked_for.wanted, rules=asked_for.rules)
        members = list(people[: MOST + 1])
        if len(members) > MOST:
            words = _("These are more than %d people. Filter the list, then choose again")
            return Choice(asked_for, url, [], words % MOST)
    else:
        return ticked(asked_for, url, ids_in(request.GET))
    problem = "" if members else _("Tick at least one person, then choose what to do")
    return Choice(asked_for, url, members, problem)


def ticked(asked_for: Asked, url: str, ids: list[int]) -> Choice:
    """Return whom the boxes choose: nobody at all where one of them is foreign."""
    members = chosen_in(asked_for.scope, ids)
    absent: list[Membership] = []
    if len(members) < len(set(ids)):
        known = known_in(asked_for.scope, ids)
        if len(known) < len(set(ids)):
            return Choice(asked_for, url, [], is_foreign=True)
        absent = [one for one in known if one not in members]
    if absent and not members:
        words = _("%s does not work here today: choose somebody who does") % absent[0].user.name
        return Choice(asked_for, url, [], words)
    problem = "" if members else _("Tick at least one person, then choose what to do")
    return Choice(asked_for, url, members, problem, absent=tuple(absent))


def query_of(asked_for: Asked) -> str:
    """Return the filters of the list as the end of its address."""
    return f"?{urlencode(asked_for.known)}" if asked_for.known else ""


def ids_in(data: QueryDict) -> list[int]:
    """Return the ids that were ticked; what no row can have is an id that is missing."""
    return [
        int(one) if one.isdecimal() and len(one) < 19 else 0 for one in data.getlist(PERSON)[:1000]
    ]
