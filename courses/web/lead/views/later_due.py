"""The later due days that one person was given, and taking them back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.catalogue.queries import courses_by_id
from courses.common.history import Superseded
from courses.compliance.extending import extensions_of
from courses.compliance.extensions import Extension
from courses.usecases.take_extension_back import take_extension_back
from courses.web.lead.filters import rules_in_force
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.views.staff import CHANGED, found
from courses.web.lead.views.training import back_to, done, give_url
from courses.web.presenters import day_in_words
from courses.web.responses import SeeOther


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def later_due(request: LeadRequest, membership: int) -> HttpResponse:
    """Show until when somebody was given more time for what, and take one back from today on."""
    member = found(request, membership)
    rules = rules_in_force(request, request.scope)
    titles = {rule.course_id: rule.title for rule in rules}
    wanted = request.POST.get("end", "")
    if request.method == "POST" and wanted.isdecimal() and len(wanted) < 19:
        return taken_back(request, member, int(wanted) if int(wanted) in titles else None)
    on = request.scope.on
    holding = [one for one in extensions_of(member) if one.valid_until is None and one.due_on >= on]
    context = {
        "member": member,
        "back_url": back_to(request, member),
        "give_url": give_url(request, member, "extend"),
        "given": rows_of(
            holding, by_rule={one.identifier: one.course_id for one in rules}, titles=titles
        ),
    }
    return render(request, "courses/lead/later_due.html", context)


def rows_of(
    extensions: list[Extension], *, by_rule: dict[Any, int], titles: dict[int, str]
) -> list[dict[str, Any]]:
    """Return what somebody was given more time for, one row a course with its latest day."""
    found: dict[int, dict[str, Any]] = {}
    for one in sorted(extensions, key=lambda given: given.due_on):
        course = by_rule.get(one.rule)
        if course is not None:
            until, since = day_in_words(one.due_on), day_in_words(one.valid_from)
            words = {"course": course, "title": titles[course], "reason": one.reason}
            found[course] = {**words, "until": until, "since": since}
    return list(found.values())


def taken_back(request: LeadRequest, member: Membership, course: int | None) -> HttpResponse:
    """Take the later due day of a course back; where that is gone already, say the same."""
    try:
        if course is not None:
            take_extension_back(
                membership=member,
                course=courses_by_id({course})[course],
                at=timezone.now(),
                actor_id=request.user.pk,
            )
    except Superseded:
        messages.warning(request, CHANGED)
        return SeeOther(request.path)
    return done(request, member, _("The later due day of %s is taken back.") % member.user.name)
