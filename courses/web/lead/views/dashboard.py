"""The dashboard: who needs chasing today, and where everybody is up to date."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.accounts.permissions import Permission
from courses.catalogue.local_contacts import health_on
from courses.compliance.queries import Rule
from courses.compliance.starting import Light
from courses.reporting.counting import counted_in
from courses.reporting.figures import SMALLEST_GROUP, Figures, Share, Sums, worst_first
from courses.reporting.leading_beliefs import leading_in
from courses.reporting.notices import notices_on
from courses.reporting.queries import Places
from courses.reporting.starters import at_start, starters_in
from courses.web.lead.filters import every_rule, in_force
from courses.web.lead.gate import LeadRequest, leads, scope_in
from courses.web.presenters import Status


@dataclass(frozen=True, slots=True)
class Count:
    """One number of the dashboard, with what it means and the list it opens."""

    number: int
    status: Status
    meaning: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One group of a table: how many are up to date, what stands out, and its lists."""

    name: str
    share: Share
    status: Status
    url: str
    to_do: int
    to_do_url: str


@dataclass(frozen=True, slots=True)
class Table:
    """One breakdown, its groups worst first."""

    caption: str
    heading: str
    lines: list[Line]


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def dashboard(request: LeadRequest) -> HttpResponse:
    """Show the counts of the sender's people, each a link to its list, and who is up to date."""
    on = request.scope.on
    every = every_rule(request, request.scope)
    rules = in_force(every, on)
    figures, places = counted_in(request.scope, rules=rules)
    counts = figures.all
    lists = reverse("lead:people", args=[request.organisation.slug])
    notices = notices_on(
        organisation=request.organisation,
        scope=request.scope,
        brought=scope_in(request, Permission.MANAGE_STAFF),
        on=on,
    )
    context = {
        "organisation": request.organisation,
        "today": on,
        "rules": rules,
        "counts": counts,
        "cards": cards_of(counts, figures.not_started, lists),
        "expiring": expiring_of(counts, lists),
        "up_to_date_url": f"{lists}?status=up_to_date",
        "to_do_url": f"{lists}?status=to_do",
        "tables": tables_of(figures, places, lists),
        "courses": courses_of(request, rules, figures, lists),
        "beliefs": beliefs_of(request, rules),
        "smallest": SMALLEST_GROUP,
        "starters": starters_of(request, every),
        "health": health_on(organisation=request.organisation, sites=notices.sites, on=on),
        "contacts_url": contacts_url(request),
        "setup_url": setup_url(request),
        "brought": notices.brought,
        "asking": notices.asking,
        "past_review": notices.past_review,
    }
    return render(request, "courses/lead/dashboard.html", context)


def starters_of(request: LeadRequest, rules: list[Rule]) -> dict[str, Any]:
    """Return how many starters have which light; empty where no rule is due on the first day."""
    if not at_start(rules):
        return {}
    of = Counter(one.light for one in starters_in(request.scope, rules=rules))
    return {
        "url": reverse("lead:starters", args=[request.organisation.slug]),
        "not_yet": of[Light.NOT_YET],
        "supervised": of[Light.SUPERVISED],
        "all": of.total(),
    }


def beliefs_of(request: LeadRequest, rules: list[Rule]) -> list[tuple[str, str]]:
    """Return (title, address of the team talk) of what staff get wrong most; one query."""
    slug = request.organisation.slug
    found = leading_in(request.scope, courses={rule.course_id for rule in rules})
    return [
        (one.title, reverse("lead:briefing", args=[slug, one.course, one.identifier]))
        for one in found
    ]


def contacts_url(request: LeadRequest) -> str:
    """Return the address of the contacts page where the sender may keep them, else empty text."""
    administers = any(entry.url.endswith("/contacts/") for entry in request.navigation)
    return reverse("lead:contacts", args=[request.organisation.slug]) if administers else ""


def setup_url(request: LeadRequest) -> str:
    """Return the address of the set-up list where the sender may open it, else empty text."""
    url = reverse("lead:setup", args=[request.organisation.slug])
    return url if any(entry.url == url for entry in request.navigation) else ""


def cards_of(counts: Sums, not_started: int, lists: str) -> list[Count]:
    """Return the four counts."""
    return [
        Count(
            counts.overdue,
            Status(_("Overdue"), "triangle"),
            _("people with a course past its due day"),
            f"{lists}?status=overdue",
        ),
        Count(
            counts.due_soon,
            Status(_("Due soon"), "half"),
            _("people with a course due within 30 days"),
            f"{lists}?status=due_soon",
        ),
        Count(
            counts.renewal_open,
            Status(_("Renewal open"), "tick-circle"),
            _("people in date who may renew now"),
            f"{lists}?status=renewal_open",
        ),
        Count(
            not_started,
            Status(_("Not started"), "bar-empty"),
            _("people with a course to do and not begun"),
            f"{lists}?status=not_started",
        ),
    ]


def expiring_of(counts: Sums, lists: str) -> list[tuple[str, int, str]]:
    """Return (words, people, list) of what runs out in the next 90 days."""
    words = {
        "expiring_30": _("within 30 days"),
        "expiring_60": _("in 31 to 60 days"),
        "expiring_90": _("in 61 to 90 days"),
    }
    return [
        (words[name], number, f"{lists}?status={name}")
        for name, number in zip(words, counts.expiring, strict=True)
    ]


def tables_of(figures: Figures, places: Places, lists: str) -> list[Table]:
    """Return the breakdowns by site, team and job; of a single group none is drawn."""
    sites = {pk: (name, {"site": slug}) for pk, (slug, name) in places.sites.items()}
    roles = {pk: (name, {"job": slug}) for pk, (slug, name) in places.roles.items()}
    teams = {pk: (name, {"team": str(pk)}) for pk, name in places.teams.items()}
    tables = [
        Table(_("By site"), _("Site"), lines_of(figures.grouped(by=0), sites, lists)),
        Table(_("By team"), _("Team"), lines_of(figures.grouped(by=2), teams, lists)),
        Table(_("By job"), _("Job"), lines_of(figures.grouped(by=1), roles, lists)),
    ]
    return [table for table in tables if table.lines]


def lines_of(
    groups: Mapping[int, Sums], names: Mapping[int, tuple[str, dict[str, str]]], lists: str
) -> list[Line]:
    """Return the groups as lines, the least up to date first."""
    lines = []
    for key, share in worst_first({key: sums.up_to_date for key, sums in groups.items()}):
        name, chosen = names[key]
        counts = groups[key]
        lines.append(
            Line(
                name=name,
                share=share,
                status=standing_of(counts),
                url=f"{lists}?{urlencode(chosen)}",
                to_do=counts.to_do,
                to_do_url=f"{lists}?{urlencode({**chosen, 'status': 'to_do'})}",
            )
        )
    return lines


def standing_of(counts: Sums) -> Status:
    """Return what most needs somebody to act in a group, in word and shape."""
    overdue, soon = counts.overdue, counts.due_soon
    if overdue:
        return Status(ngettext("%d overdue", "%d overdue", overdue) % overdue, "triangle")
    if soon:
        return Status(ngettext("%d due soon", "%d due soon", soon) % soon, "half")
    if counts.to_do:
        return Status(ngettext("%d due", "%d due", counts.to_do) % counts.to_do, "circle")
    return Status(_("All in date"), "tick")


def courses_of(
    request: LeadRequest, rules: list[Rule], figures: Figures, lists: str
) -> list[tuple[str, str, str, Share]]:
    """Return (title, address, list of who holds it, share) of each required course, by title."""
    found = {}
    for rule in sorted(rules, key=lambda rule: rule.title):
        url = reverse("lead:course", args=[request.organisation.slug, rule.slug])
        holding = f"{lists}?course={rule.slug}&status=up_to_date"
        share = figures.courses.get(rule.course_id, Share(0, 0))
        found[rule.course_id] = (rule.title, url, holding, share)
    return list(found.values())
