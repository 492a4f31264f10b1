"""The filters of a list of people: they stand in the address, as removable chips on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.common.scope import Scope
from courses.compliance.queries import Rule, rules_of
from courses.reporting.queries import Places, places_in
from courses.reporting.statuses import Wanted
from courses.web.lead.days import THEN, DayForm
from courses.web.lead.gate import LeadRequest
from courses.web.lead.sorting import PEOPLE, SORT
from courses.web.presenters import day_in_words

STATUSES: Final[dict[str, str | Promise]] = {
    "overdue": gettext_lazy("Overdue"),
    "due_soon": gettext_lazy("Due soon"),
    "due": gettext_lazy("Due"),
    "to_do": gettext_lazy("Anything to do"),
    "not_started": gettext_lazy("Not started"),
    "renewal_open": gettext_lazy("Renewal open"),
    "expiring_30": gettext_lazy("Runs out within 30 days"),
    "expiring_60": gettext_lazy("Runs out in 31 to 60 days"),
    "expiring_90": gettext_lazy("Runs out in 61 to 90 days"),
    "in_date": gettext_lazy("In date"),
    "up_to_date": gettext_lazy("Everything in date"),
    "exempt": gettext_lazy("Exempt"),
    "not_required": gettext_lazy("Not required"),
}


class FilterForm(DayForm):
    """Which people a list shows; its values stand in the address."""

    method = "get"
    button = gettext_lazy("Show people")
    marks_optional = False
    shows_summary = False
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a status from the list")},
    )
    course = forms.ChoiceField(
        label=gettext_lazy("Course"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a course from the list")},
    )
    site = forms.ChoiceField(
        label=gettext_lazy("Site"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a site from the list")},
    )
    team = forms.ChoiceField(
        label=gettext_lazy("Team"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a team from the list")},
    )
    job = forms.ChoiceField(
        label=gettext_lazy("Job"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a job from the list")},
    )
    tag = forms.ChoiceField(
        label=gettext_lazy("Tag"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a tag from the list")},
    )
    search = forms.CharField(
        label=gettext_lazy("Name, email address or staff number"), required=False, max_length=100
    )

    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = (
        *("status", "course", "site", "team", "job", "tag", "search", "as_at", "known_at", "sort"),
    )

    def __init__(self, *, courses: Mapping[str, str], places: Places, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choose("status", _("Any status"), STATUSES)
        self.choose("course", _("All required courses"), courses)
        self.choose("site", _("All my sites"), dict(places.sites.values()))
        self.choose("team", _("All teams"), {str(pk): name for pk, name in places.teams.items()})
        self.choose("job", _("All jobs"), dict(places.roles.values()))
        self.choose("tag", _("Any tag or none"), dict(places.tags.values()))
        if not places.tags:
            del self.fields["tag"]
        if not self.data.get(SORT):
            del self.fields[SORT]

    def choose(self, name: str, everything: str, options: Mapping[str, Any]) -> None:
        """Offer ``everything`` and ``options`` in the field ``name``."""
        self.fields[name].choices = [("", everything), *options.items()]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on, and the address without it."""

    field: str
    name: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a lead asked a list for, read from the address."""

    form: FilterForm
    scope: Scope
    wanted: Wanted
    rules: list[Rule]
    places: Places
    as_at: date | None
    known_at: datetime | None
    chips: list[Chip]
    kept: dict[str, str]

    @property
    def courses(self) -> dict[int, str]:
        """Return the titles of the courses shown, by id: the chosen one, or all by title."""
        titles = {rule.course_id: rule.title for rule in self.rules}
        if self.wanted.course_id is not None:
            return {self.wanted.course_id: titles[self.wanted.course_id]}
        return dict(sorted(titles.items(), key=lambda one: (one[1], one[0])))

    @property
    def shown_rules(self) -> list[Rule]:
        """Return the rules of the courses shown."""
        return [rule for rule in self.rules if rule.course_id in self.courses]

    @property
    def day(self) -> dict[str, str]:
        """Return what an address needs to look at the same day, as known then; empty for today."""
        day = {"as_at": self.as_at.isoformat()} if self.as_at else {}
        return {**day, "known_at": THEN} if self.known_at else day

    @property
    def known(self) -> dict[str, str]:
        """Return what the address says that a list knows, as it stands there."""
        return {
            name: value
            for name, value in self.kept.items()
            if name.startswith("as_at_") or name in FilterForm.base_fields
        }

    @property
    def query(self) -> str:
        """Return the filters as the end of an address, with their question mark, or nothing."""
        return f"?{urlencode(self.kept)}" if self.kept else ""


def asked(request: LeadRequest, data: QueryDict | None = None) -> Asked:
    """Return what the address asks for, or kept ``data``; two queries (rules, places).

    What is wrong in it stands in the form's errors and filters nothing.
    """
    today = request.scope.on
    data = request.GET if data is None else data
    day = DayForm(today=today, data=data)
    day.is_valid()  # said by the whole form below
    scope = replace(request.scope, on=day.day or today, known_at=day.moment)
    rules = rules_in_force(request, scope)
    places = places_in(scope)
    courses = {rule.slug: rule.title for rule in sorted(rules, key=lambda rule: rule.title)}
    form = FilterForm(courses=courses, places=places, today=today, data=data)
    form.is_valid()  # what is wrong is said above the list; the rest of the filters stays
    kept = kept_filters(data)
    return Asked(
        form=form,
        scope=scope,
        wanted=wanted_by(form, rules, places),
        rules=rules,
        places=places,
        as_at=day.day,
        known_at=day.moment,
        chips=chips_of(form, kept, request.path),
        kept=kept,
    )


def rules_in_force(request: LeadRequest, scope: Scope) -> list[Rule]:
    """Return the organisation's rules in force on the day of ``scope``, as known then."""
    return in_force(every_rule(request, scope), scope.on)


def every_rule(request: LeadRequest, scope: Scope) -> list[Rule]:
    """Return the organisation's rules as known then, those over or to come too; one query."""
    here = request.organisation.pk
    return rules_of([here], known_at=scope.known_at)[here]


def in_force(rules: list[Rule], on: date) -> list[Rule]:
    """Return those of ``rules`` of which some revision is in force on ``on``."""
    return [rule for rule in rules if any(one.in_force(on) for one in rule.revisions)]


def wanted_by(form: FilterForm, rules: list[Rule], places: Places) -> Wanted:
    """Return the filters that are sound, as ids."""
    data = form.cleaned_data
    team = data.get("team") or ""
    return Wanted(
        site_id=id_of(places.sites, data.get("site")),
        team_id=int(team) if team else None,
        role_id=id_of(places.roles, data.get("job")),
        tag_id=id_of(places.tags, data.get("tag")),
        course_id=next((r.course_id for r in rules if r.slug == data.get("course")), None),
        status=data.get("status") or "",
        search=data.get("search") or "",
        order=PEOPLE.read(data),
    )


def id_of(named: Mapping[int, tuple[str, str]], slug: str | None) -> int | None:
    """Return the id of the place with this slug, or None."""
    return next((pk for pk, (own, _name) in named.items() if own == slug), None)


def kept_filters(data: QueryDict) -> dict[str, str]:
    """Return the filters of the address that are not empty, without the page."""
    return {name: str(value) for name, value in data.items() if name != "page" and value}


def chips_of(form: FilterForm, kept: Mapping[str, str], path: str) -> list[Chip]:
    """Return one chip a filter that is on and sound."""
    chips = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if not value or name == SORT:
            continue
        rest = {k: v for k, v in kept.items() if not belongs(k, name)}
        url = f"{path}?{urlencode(rest)}" if rest else path
        chips.append(Chip(name, str(field.label), words_of(field, value), url))
    return chips


def belongs(key: str, name: str) -> bool:
    """Test whether ``key`` of the address goes when the filter ``name`` is taken off."""
    with_it = name == "as_at" and key == "known_at"
    return with_it or key == name or key.startswith(f"{name}_")


def words_of(field: forms.Field, value: Any) -> str:
    """Return the chosen ``value`` of ``field`` as words."""
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(field, forms.ChoiceField):
        choices = dict(field.choices)  # type: ignore[arg-type]
        return str(choices[value])
    return str(value)


def page_url(asked_for: Asked, path: str, cursor: str) -> str:
    """Return the address of the neighbouring page with the same filters, or empty text."""
    return f"{path}?{urlencode({**asked_for.kept, 'page': cursor})}" if cursor else ""
