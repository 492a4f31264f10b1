"""Safe to start: who begins here, and whether their training lets them work unsupervised."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.accounts.queries import member_in, members_by_id, people_in
from courses.common.history import Superseded
from courses.common.scope import Scope
from courses.compliance.queries import Rule
from courses.compliance.starting import Light
from courses.compliance.supervising import open_supervision, supervisions_of
from courses.reporting.starters import Starter, at_start, starters_in, starters_sorted
from courses.usecases.supervise_starter import (
    EndsBeforeStart,
    LastsTooLong,
    SupervisesThemselves,
    end_supervision,
    supervise_starter,
)
from courses.web.lead.days import THEN, LookForm
from courses.web.lead.filters import every_rule
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.sorting import SORT, STARTERS, sorting_of
from courses.web.lead.starter_forms import SuperviseForm
from courses.web.lead.starter_rows import SHAPES, shown_starters
from courses.web.lead.taking import exports_of
from courses.web.lead.views.staff import CHANGED
from courses.web.presenters import Status, day_in_words
from courses.web.responses import SeeOther

ROWS = 50
WORDS = {
    Light.NOT_YET: gettext_lazy("Not yet"),
    Light.SUPERVISED: gettext_lazy("Supervised"),
    Light.COMPLETE: gettext_lazy("Training complete"),
}
MEANINGS = {
    Light.NOT_YET: gettext_lazy("starters who may not work unsupervised"),
    Light.SUPERVISED: gettext_lazy("starters under a named colleague, until a day"),
    Light.COMPLETE: gettext_lazy("starters with all training due by their first day"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: which day, which light, and what it comes to."""

    form: LookForm
    scope: Scope
    as_at: date | None
    rules: list[Rule]
    everybody: list[Starter]
    light: Light | None
    order: str

    @property
    def starters(self) -> list[Starter]:
        """Return the starters with the chosen light, or all, in the order asked for.

        One query where that is by name.
        """
        shown = [one for one in self.everybody if self.light in (None, one.light)]
        return starters_sorted(shown, self.order)

    @property
    def titles(self) -> dict[int, str]:
        """Return the titles of the courses, by id."""
        return {rule.course_id: rule.title for rule in self.rules}

    @property
    def kept(self) -> dict[str, str]:
        """Return what the address asks for."""
        return {
            "show": self.light or "",
            SORT: "" if self.order == STARTERS.usual else self.order,
            "as_at": self.as_at.isoformat() if self.as_at else "",
            "known_at": THEN if self.scope.known_at else "",
        }

    def query(self, **changes: str) -> str:
        """Return the end of the address with ``changes``, with its question mark, or nothing."""
        found = {name: value for name, value in (self.kept | changes).items() if value}
        return f"?{urlencode(found)}" if found else ""


def asked(request: LeadRequest) -> Asked:
    """Return what the address asks for; three queries."""
    form = LookForm(today=request.scope.on, data=request.GET)
    form.is_valid()  # what is wrong is said above; the page then looks at today
    scope = replace(request.scope, on=form.day or request.scope.on, known_at=form.moment)
    rules = every_rule(request, scope)
    shown = request.GET.get("show", "")
    return Asked(
        form=form,
        scope=scope,
        as_at=form.day,
        rules=rules,
        everybody=starters_in(scope, rules=rules),
        light=Light(shown) if shown in set(Light) else None,
        order=STARTERS.read(request.GET),
    )


@leads(Permission.SEE_STAFF_PROGRESS, methods=["GET"])
def starters(request: LeadRequest) -> HttpResponse:
    """List the starters of the sender's scope, fifty a page."""
    asked_for = asked(request)
    found = asked_for.starters
    page = page_number(request.GET.get("page", ""), len(found))
    slug = request.organisation.slug
    here = found[(page - 1) * ROWS : page * ROWS]
    pages = {"previous_url": page - 1, "next_url": page + 1 if page * ROWS < len(found) else 0}
    context = {
        "organisation": request.organisation,
        "form": asked_for.form,
        "as_at": asked_for.as_at,
        "known_at": asked_for.scope.known_at,
        "on": asked_for.scope.on,
        "today_url": request.path,
        "has_rules": bool(at_start(asked_for.rules)),
        "cards": cards_of(asked_for, request.path),
        "chosen": WORDS[asked_for.light] if asked_for.light else "",
        "all_url": request.path + asked_for.query(show=""),
        "total": len(found),
        "sorting": sorting_of(STARTERS, request.GET, path=request.path, kept=asked_for.kept),
        "people": shown_starters(here, slug=slug, scope=asked_for.scope, titles=asked_for.titles),
        "may_manage": may(request, Permission.MANAGE_STAFF) and asked_for.as_at is None,
        "may_set_rules": may(request, Permission.SET_REQUIREMENTS),
        "may_export": may(request, Permission.EXPORT),
        "exports": exports_of(request, "starters", query=asked_for.query()),
        **{
            name: request.path + asked_for.query(page=str(number)) if number else ""
            for name, number in pages.items()
        },
    }
    return render(request, "courses/lead/starters.html", context)


def page_number(text: str, rows: int) -> int:
    """Return which page is asked for, the first where there is no such page."""
    wanted = int(text) if text.isascii() and text.isdecimal() and len(text) < len("10000") else 1
    return wanted if 1 <= wanted <= max(1, -(-rows // ROWS)) else 1


def cards_of(asked_for: Asked, path: str) -> list[dict[str, Any]]:
    """Return the three counts, each with the list it opens."""
    of = Counter(one.light for one in asked_for.everybody)
    return [
        {
            "number": of[light],
            "status": Status(str(WORDS[light]), SHAPES[light]),
            "meaning": MEANINGS[light],
            "url": path + asked_for.query(show=light),
        }
        for light in Light
    ]


def found(request: LeadRequest, membership: int) -> tuple[Membership, Starter | None]:
    """Return a member of the sender's scope, there now or soon, and how they stand as a starter.

    :raises Http404: when they are missing or outside the scope.
    """
    rules = every_rule(request, request.scope)
    member = member_in(request.scope, membership)
    mine = members_by_id([membership]).get(membership)
    if mine is None or mine.organisation_id != request.organisation.pk:
        raise Http404
    starter = next(iter(starters_in(request.scope, rules=rules, only=membership)), None)
    if member is None and starter is None:
        raise Http404
    return mine, starter


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def supervise(request: LeadRequest, membership: int) -> HttpResponse:
    """Name who supervises a starter until when, or end that today."""
    member, starter = found(request, membership)
    if request.method == "POST" and "end" in request.POST:
        return ended(request, member)
    current = open_supervision(member, on=request.scope.on)
    data = request.POST if request.method == "POST" else None
    form = SuperviseForm(data, initial=SuperviseForm.holding(current))
    form.heading, form.caption = _("Supervise until a day"), member.user.name
    form.cancel_url = reverse("lead:starters", args=[request.organisation.slug])
    if starter is not None and form.is_valid() and supervised(request, form, member):
        messages.success(request, told(form, member))
        return SeeOther(form.cancel_url)
    context = {
        "organisation": request.organisation,
        "form": form,
        "member": member,
        "starter": starter,
        "current": current,
        "earlier": supervisions_of(member),
        "missing": missing_titles(request, starter),
        "back_url": form.cancel_url,
    }
    return render(request, "courses/lead/supervise.html", context)


def missing_titles(request: LeadRequest, starter: Starter | None) -> list[str]:
    """Return the titles of the courses that a starter is to finish."""
    titles = {rule.course_id: rule.title for rule in every_rule(request, request.scope)}
    return [titles[course] for course in starter.missing] if starter else []


def supervised(request: LeadRequest, form: SuperviseForm, member: Membership) -> bool:
    """Let the named colleague supervise, or say at the field why not."""
    colleague = form.colleague(people_in(request.scope, search=form.cleaned_data["supervisor"]))
    if colleague is None:
        return False
    try:
        supervise_starter(
            membership=member,
            supervisor=colleague,
            reason=form.cleaned_data["reason"],
            last_day=form.cleaned_data["last_day"],
            at=timezone.now(),
            actor_id=request.user.pk,
        )
    except SupervisesThemselves:
        form.add_error("supervisor", _("Name a colleague: nobody supervises themselves"))
    except EndsBeforeStart as problem:
        first = day_in_words(date.fromisoformat(str(problem)))
        form.add_error("last_day", _("Enter %s or a later day: supervision begins then") % first)
    except LastsTooLong as problem:
        latest = day_in_words(problem.latest)
        form.add_error(
            "last_day", _("Enter %s or an earlier day: twelve weeks in all are the most") % latest
        )
    except Superseded:
        form.add_error(None, CHANGED)
    return not form.errors


def told(form: SuperviseForm, member: Membership) -> str:
    """Return what was done, and whether the supervisor hears of it by mail."""
    values = {"starter": member.user.name, "name": form.supervisor_name}
    if form.supervisor_has_mail:
        return _("%(name)s supervises %(starter)s and is told by email.") % values
    words = _("%(name)s supervises %(starter)s. They have no email address: tell them yourself.")
    return words % values


def ended(request: LeadRequest, member: Membership) -> HttpResponse:
    """End what holds; where that is over already, say the same."""
    try:
        end_supervision(membership=member, at=timezone.now(), actor_id=request.user.pk)
    except Superseded:
        messages.warning(request, CHANGED)
        return SeeOther(request.path)
    messages.success(request, _("%s is not supervised any more.") % member.user.name)
    return SeeOther(reverse("lead:starters", args=[request.organisation.slug]))
