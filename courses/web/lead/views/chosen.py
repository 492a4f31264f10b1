"""Doing one thing for the people chosen on a list: what exactly, for whom, and what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.place_rows import tags_of
from courses.accounts.places import places_in
from courses.catalogue.queries import courses_offered, titles_of
from courses.notifications.letter import parts_of
from courses.notifications.planning import plan_of
from courses.reporting.bulk import Asked, BulkAction, Doing
from courses.reporting.bulk_queries import (
    UNDOABLE,
    is_stuck,
    may_be_undone,
    own_action,
    people_named,
)
from courses.usecases.act_on_chosen import (
    NOT_HERE,
    KeyTaken,
    Previewed,
    act_on_chosen,
    carry_on,
    digest_of,
    preview,
)
from courses.usecases.take_action_back import TooLate, take_action_back
from courses.web.lead import bulk_words
from courses.web.lead.bulk_forms import FORMS, BulkForm, CheckForm
from courses.web.lead.choosing import Choice, choice_of
from courses.web.lead.filters import rules_in_force
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.lead.rule_words import rehearsal_of
from courses.web.lead.staff_file_forms import OneButtonForm
from courses.web.lead.taking import changes_taken
from courses.web.responses import SeeOther

State = BulkAction.State


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def chosen(request: LeadRequest, action: str) -> HttpResponseBase:
    """Ask what is to be done, show for whom, and do it once it is confirmed."""
    if action not in FORMS:
        raise Http404
    choice = choice_of(request)
    if choice.is_foreign:
        raise Http404
    if choice.problem:
        messages.warning(request, choice.problem)
        return SeeOther(choice.list_url)
    is_post = request.method == "POST"
    form = form_of(request, action, is_post=is_post)
    asks = len(form.fields) > 1
    if is_post and "change" not in request.POST and form.is_valid():
        return confirmed_or_checked(request, action, choice, form, may_change=asks)
    if not asks:
        seen = previewed(request, action, choice, None)
        return checked(request, action, choice, None, may_change=False, seen=seen)
    form.cancel_url = choice.list_url
    context = {"form": form, "number": len(choice.members)}
    return render(request, "courses/lead/chosen.html", context)


def form_of(request: LeadRequest, action: str, *, is_post: bool) -> BulkForm:
    """Return the form of one action: empty, as it was filled in, or open to be changed."""
    more: dict[str, Any] = {}
    if action in {"enrol", "assign"}:
        more["titles"] = titles_of(courses_offered(request.organisation))
    if action in {"exempt", "extend"}:
        rules = rules_in_force(request, request.scope)
        more["titles"] = {rule.course_id: rule.title for rule in rules}
    if action in {"assign", "exempt", "extend"}:
        more["today"] = request.scope.on
    if action == "move":
        more["teams"] = places_in(request.scope).teams
    if action == "tag":
        more["tags"] = tags_of(request.organisation)
    if is_post and "change" in request.POST:
        return FORMS[action](initial=request.POST.dict(), **more)
    return FORMS[action](request.POST if is_post else None, **more)


def confirmed_or_checked(
    request: LeadRequest, action: str, choice: Choice, form: BulkForm, *, may_change: bool
) -> HttpResponseBase:
    """Do it where the lead confirmed just this; else show what it would come to.

    A repeat leads to what came of it.
    """
    key, here = form.cleaned_data["key"], request.organisation
    if "confirmed" in request.POST and own_action(
        key=key, organisation_id=here.pk, by_id=request.user.pk
    ):
        return SeeOther(reverse("lead:deed", args=[here.slug, key]))
    seen = previewed(request, action, choice, form)
    is_same = request.POST.get("digest") == mark_of(choice, seen)
    if "confirmed" not in request.POST or not is_same:
        return checked(request, action, choice, form, may_change=may_change, seen=seen)
    try:
        done = act_on_chosen(
            key=key,
            kind=action,
            organisation=request.organisation,
            by=request.user,
            asked=asked_of(action, choice, form),
            at=timezone.now(),
        )
    except KeyTaken:
        raise Http404 from None
    return SeeOther(reverse("lead:deed", args=[request.organisation.slug, done.key]))


def asked_of(action: str, choice: Choice, form: BulkForm | None) -> Asked:
    """Return what is asked: reminders keep to the one course that the list is about."""
    if action == "remind":
        return Asked(choice.ids, {"course": choice.asked.wanted.course_id})
    return Asked(choice.ids, form.details() if form else {})


def mark_of(choice: Choice, seen: Previewed) -> str:
    """Return what tells this choice and what it would do from any other."""
    digest = digest_of(choice.ids)
    return f"{digest}-{seen.outcome.mark}" if seen.outcome else digest


def previewed(
    request: LeadRequest, action: str, choice: Choice, form: BulkForm | None
) -> Previewed:
    """Return what the action would come to; nothing is done."""
    return preview(
        choice.members,
        kind=action,
        doing=Doing(
            asked=asked_of(action, choice, form),
            organisation=request.organisation,
            scope=request.scope,
            actor_id=request.user.pk,
            at=timezone.now(),
            may_administer=may(request, Permission.ADMINISTER),
        ),
    )


def checked(
    request: LeadRequest,
    action: str,
    choice: Choice,
    form: BulkForm | None,
    *,
    may_change: bool,
    seen: Previewed,
) -> HttpResponseBase:
    """Show exactly who, how many and whose status would change; nothing is done yet."""
    found, outcome = seen.found, seen.outcome
    facts = form.words() if form else []
    heading = str(FORMS[action].heading)
    about = ". ".join([heading, *(f"{one['key']} {one['value']}" for one in facts)])
    if file := changes_taken(request, outcome, about=about):
        return file
    for one in choice.absent:
        found.leave(one, NOT_HERE)
    groups = bulk_words.groups_of(found, kind=action, slug=request.organisation.slug)
    context = {
        "heading": heading,
        "summary": bulk_words.summary_of(groups),
        "groups": groups,
        "mail": seen.mail,
        "most": seen.most,
        "number": len(found.done),
        "parts": parts_of(seen.mail.body) if seen.mail else [],
        "facts": facts,
        "has_changed": "confirmed" in request.POST,
        "is_undoable": action in UNDOABLE,
        "changes_nothing": action == "enrol" and bool(found.done),
        **rehearsal_of(outcome, may_take=may(request, Permission.EXPORT)),
        "form": CheckForm(
            filled=form,
            digest=mark_of(choice, seen),
            button=bulk_words.button(action, len(found.done)),
            may_change=may_change,
            cancel_url=choice.list_url,
        ),
    }
    return render(request, "courses/lead/chosen_check.html", context)


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def deed(request: LeadRequest, deed: UUID) -> HttpResponse:
    """Show what came of one action of one's own; take it back, or carry on where it stopped."""
    mine = own_action(key=deed, organisation_id=request.organisation.pk, by_id=request.user.pk)
    if mine is None:
        raise Http404
    now = timezone.now()
    if request.method == "POST":
        return changed(request, mine)

    def named(ids: Any) -> Any:
        return people_named(request.scope, ids[:1_000], most=bulk_words.SHOWN)

    leaves = leaves_at(mine)
    waits = leaves is not None and leaves > now
    slug = request.organisation.slug
    groups = bulk_words.outcome_of(mine, slug=slug, named=named, waits=waits)
    context = {
        "action": mine,
        "heading": heading_of(mine),
        "is_moving": mine.state == State.WAITING,
        "number": len(mine.question.ids),
        "summary": bulk_words.summary_of(groups),
        "groups": groups,
        "waits_until": leaves if waits else None,
        "undo": button(_("Undo this"), "undo") if may_be_undone(mine, at=now) else None,
        "resume": button(_("Carry on"), "resume") if is_stuck(mine, at=now) else None,
        "list_url": reverse("lead:people", args=[slug]),
    }
    return render(request, "courses/lead/chosen_done.html", context)


def leaves_at(action: BulkAction) -> datetime | None:
    """Return when the reminders of ``action`` leave by the plan of today; None where it sent none.

    One query for reminders, else none.
    """
    if action.kind != BulkAction.Kind.REMIND or not action.result.done:
        return None
    return plan_of(action.organisation_id).next_allowed(action.at)


def heading_of(action: BulkAction) -> str:
    """Return what the page of ``action`` is called."""
    form = FORMS.get(action.kind)
    return str(form.heading) if form else str(action.get_kind_display())


def button(words: str, name: str) -> OneButtonForm:
    """Return a form of one button that posts ``name``."""
    return OneButtonForm(button=words, action="", name=name)


def changed(request: LeadRequest, mine: BulkAction) -> HttpResponse:
    """Take the action back, or carry it on; then show it again."""
    if "undo" in request.POST:
        try:
            take_action_back(action=mine, at=timezone.now())
        except TooLate:
            messages.warning(request, _("This cannot be undone any more"))
    else:
        carry_on(action=mine, at=timezone.now())
    return SeeOther(request.path)
