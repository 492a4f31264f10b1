"""The acts that learners notice: publishing a version, rolling back to one, withdrawing one."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.catalogue.comparing import compare
from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import reviewed_in
from courses.catalogue.recalling import recalled
from courses.catalogue.review import past
from courses.catalogue.services import VersionWithdrawn
from courses.catalogue.shelves import compared_with, facts_in
from courses.common.dates import local_date
from courses.common.history import Superseded
from courses.compliance.rehearsal import rules_on_bundled
from courses.compliance.rehearsing import rehearse_anew, rehearse_stopping, rules_to_come
from courses.learning.change_queries import completed_earlier, still_to_read
from courses.learning.queries import taken
from courses.packages.plan import difference_lines
from courses.usecases.ask_anew import NoRuleAsks
from courses.usecases.move_part_way import carry_over, who_may_move
from courses.usecases.publish_version import ReasonNeeded, publish_version
from courses.usecases.roll_back_version import roll_back_version
from courses.usecases.withdraw_version import NotPublished, withdraw_version
from courses.web.author.anew_words import anewed, stopped
from courses.web.author.forms import ConfirmForm, ConfirmPublishForm, PublishForm
from courses.web.author.gate import AuthorRequest, authors, may
from courses.web.author.version_page import Shown, own_at
from courses.web.changed_people import changes_file
from courses.web.presenters import day_in_words
from courses.web.responses import SeeOther


@authors(Permission.PUBLISH_COURSES, methods=["GET", "POST"])
def publish(request: AuthorRequest, shelf: str, course: str, version: str) -> HttpResponseBase:
    """Show what publishing changes and for whom, and publish."""
    shown, now = own_at(request, shelf, course, version), timezone.now()
    if not shown.is_draft:
        messages.info(request, _("This version was published before. Nothing changed."))
        return SeeOther(shown.url("version"))
    overdue = past(reviewed_in(shown.version), on=local_date(now))
    moving = who_may_move(shown.version, at=now)
    asked = partial(
        PublishForm,
        needs_reason=bool(overdue),
        part_way=moving.now,
        done=completed_earlier(shown.version),
        on=local_date(now),
        is_asked=bool(rules_to_come(shown.version.course, on=local_date(now))),
        cancel_url=shown.url("version"),
    )
    answers = request.POST if request.method == "POST" and "change" not in request.POST else None
    form = asked(data=answers, initial=request.POST.dict())
    if form.is_valid():
        page = not_yet_looked_at(request, shown, form, asked.keywords)
        if page is not None:
            return page
        if published(request, shown, form, at=now):
            return SeeOther(shown.url("version"))
    base = compared_with(shown.version)
    found = compare(recalled(base), recalled(shown.version)) if base else None
    context = {
        **people(request, shown, base),
        "form": form,
        "moving": moving,
        "reading": still_to_read(shown.version.course_id),
        "overdue": overdue,
        "lines": list(difference_lines(found)) if found else [],
        "awaiting": [one for one in facts_in(shown.version) if one.needs_review],
        "rules": rules_on_bundled(
            organisation=request.organisation, slug=shown.version.course.slug, on=local_date(now)
        ),
    }
    return render(request, "courses/author/publish.html", context)


def not_yet_looked_at(
    request: AuthorRequest, shown: Shown, form: PublishForm, asked: Mapping[str, Any]
) -> HttpResponseBase | None:
    """Return the page of who changes status, where just that was not looked at yet.

    It names them to whoever may see how everybody there is getting on, unless they are too many.
    """
    by = form.day_anew
    if by is None:
        return None
    found = rehearse_anew(version=shown.version, due_on=by, on=form.on)
    if "confirmed" in request.POST and request.POST.get("mark") == found.mark:
        return None
    may_see = may(request, Permission.SEE_STAFF_PROGRESS)
    may_take = may_see and may(request, Permission.EXPORT)
    if "take" in request.POST and may_take and not found.too_many:
        about = _("%(course)s %(version)s, to be completed anew by %(day)s")
        facts = {"course": shown.version.title, "version": shown.version.version}
        return changes_file(
            found.turns,
            on=form.on,
            about=about % {**facts, "day": day_in_words(by)},
            organisation=request.organisation,
            actor_id=request.user.pk,
        )
    context = {
        "shown": shown,
        "version": shown.version,
        "by": by,
        "moves_part_way": form.moves_part_way,
        "has_moved": "confirmed" in request.POST,
        "may_see": may_see,
        "may_take": may_take,
        **anewed(found, names=may_see),
        "form": ConfirmPublishForm(initial={**form.cleaned_data, "mark": found.mark}, **asked),
    }
    return render(request, "courses/author/publish_check.html", context)


def published(request: AuthorRequest, shown: Shown, form: PublishForm, *, at: datetime) -> bool:
    """Publish the version as ``form``, of the day of ``at``, says; test whether it is out."""
    try:
        publish_version(
            version=shown.version,
            at=at,
            actor_id=request.user.pk,
            reason=form.cleaned_data.get("reason", ""),
            moves_part_way=form.moves_part_way,
            minutes_to_read=form.minutes_to_read,
            anew_by=form.day_anew,
        )
    except (ReasonNeeded, VersionWithdrawn):
        return False
    except (NoRuleAsks, Superseded):
        words = _("A rule about this course was changed meanwhile. Look at the answers again")
        form.add_error("done", words)
        return False
    messages.success(
        request,
        _("Version %s is published. Learners who begin now get it.") % shown.version.version,
    )
    return True


@authors(Permission.PUBLISH_COURSES, methods=["GET", "POST"])
def move(request: AuthorRequest, shelf: str, course: str, version: str) -> HttpResponse:
    """Move those who are part-way through an earlier version to the one that learners get."""
    shown, now = own_at(request, shelf, course, version), timezone.now()
    if not shown.is_offered:
        messages.info(request, _("People can only move to the version that new learners get."))
        return SeeOther(shown.url("version"))
    if request.method == "POST":
        carry_over.enqueue(shown.version.pk, request.user.pk)
        messages.success(request, _("People who are part-way move to this version now."))
        return SeeOther(shown.url("version"))
    moving = who_may_move(shown.version, at=now)
    words = _("Move them to version %s") % shown.version.version
    context = {
        "shown": shown,
        "version": shown.version,
        "moving": moving,
        **button(shown, words),
    }
    return render(request, "courses/author/move.html", context)


@authors(Permission.PUBLISH_COURSES, methods=["GET", "POST"])
def roll_back(request: AuthorRequest, shelf: str, course: str, version: str) -> HttpResponse:
    """Give an earlier version to learners who begin from now on."""
    shown = own_at(request, shelf, course, version)
    if request.method == "POST":
        try:
            roll_back_version(version=shown.version, at=timezone.now(), actor_id=request.user.pk)
        except NotPublished:
            messages.error(request, _("Only a published version can be given to new learners."))
        else:
            messages.success(
                request, _("Learners who begin now get version %s.") % shown.version.version
            )
        return SeeOther(shown.url("version"))
    if not shown.can_roll_back:
        messages.info(request, _("Only an earlier published version can be rolled back to."))
        return SeeOther(shown.url("version"))
    words = _("Give version %s to new learners") % shown.version.version
    context = {
        **people(request, shown, compared_with(shown.version)),
        **asked_no_more(request, shown, offered=shown.version),
        **button(shown, words),
    }
    return render(request, "courses/author/roll_back.html", context)


@authors(Permission.PUBLISH_COURSES, methods=["GET", "POST"])
def withdraw(request: AuthorRequest, shelf: str, course: str, version: str) -> HttpResponse:
    """Close a version to learners who begin."""
    shown = own_at(request, shelf, course, version)
    if request.method == "POST":
        try:
            withdraw_version(version=shown.version, at=timezone.now(), actor_id=request.user.pk)
        except NotPublished:
            messages.error(request, _("A draft is not open to learners, so nothing changed."))
        else:
            words = _("Version %s is withdrawn. Nobody can begin it any more.")
            messages.success(request, words % shown.version.version)
        return SeeOther(shown.url("version"))
    if shown.version.state != CourseVersion.State.PUBLISHED:
        messages.info(request, _("Only a published version can be withdrawn."))
        return SeeOther(shown.url("version"))
    words = _("Withdraw version %s") % shown.version.version
    base = compared_with(shown.version)
    then = base if base and base.course_id == shown.version.course_id else None
    context = {
        **people(request, shown, base),
        **asked_no_more(request, shown, offered=then),
        **button(shown, words, is_final=True),
    }
    return render(request, "courses/author/withdraw.html", context)


def people(request: AuthorRequest, shown: Shown, base: CourseVersion | None) -> dict[str, Any]:
    """Return the version, the one it stands beside, and how many people take or took each."""
    versions = [shown.version, *([base] if base else [])]
    counts = taken(organisation=request.organisation, versions=versions)
    return {
        "shown": shown,
        "version": shown.version,
        "base": base,
        "taken": counts[shown.version.pk],
        "base_taken": counts[base.pk] if base else None,
    }


def asked_no_more(
    request: AuthorRequest, shown: Shown, *, offered: CourseVersion | None
) -> dict[str, Any]:
    """Return which versions would be asked for anew no more, if new learners got ``offered``.

    And whose status that changes, by name to whoever may see how everybody there is getting on.
    """
    today = local_date(timezone.now())
    found = rehearse_stopping(shown.version.course, offered=offered, on=today)
    may_see = may(request, Permission.SEE_STAFF_PROGRESS)
    return {"stopping": stopped(found, names=may_see)}


def button(shown: Shown, words: str, *, is_final: bool = False) -> dict[str, Any]:
    """Return the form of a page that asks once more before it acts."""
    kind: Literal["", "warning"] = "warning" if is_final else ""
    return {"form": ConfirmForm(button=words, cancel_url=shown.url("version"), kind=kind)}
