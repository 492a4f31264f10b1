"""What one person was given about single courses, and taking it back.

Exemptions, later due days, courses to be completed by a day of their own, and recorded training.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.catalogue.models import Course
from courses.catalogue.queries import courses_by_id, titles_of
from courses.common.dates import local_date
from courses.common.history import Superseded
from courses.compliance.allowances import Extended
from courses.compliance.assigning import assignments_of
from courses.compliance.audience import Assigned
from courses.compliance.extending import extensions_of
from courses.compliance.models import Exemption
from courses.compliance.queries import Rule, facts_of
from courses.compliance.reasons import exemptions_of
from courses.compliance.status import History
from courses.usecases.exempt_staff import end_exemption
from courses.usecases.take_extension_back import take_assignment_back, take_extension_back
from courses.usecases.take_training_back import recorded_for, take_training_back
from courses.web.lead.filters import rules_in_force
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.views.staff import CHANGED, found
from courses.web.lead.views.training import back_to, done, give_url
from courses.web.presenters import day_in_words
from courses.web.responses import SeeOther


@dataclass(frozen=True, slots=True)
class Given:
    """One thing given about a course, in words: until when, since when and why.

    ``key`` says which it is: the course, or the completion of recorded training.
    """

    key: int
    title: str
    words: str


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def exempt(request: LeadRequest, membership: int) -> HttpResponse:
    """Show what somebody is excused from, and end one of it today."""
    member = found(request, membership)
    rules = rules_in_force(request, request.scope)
    if (course := course_to_end(request, rules)) is not None:
        said = _("%s is not excused any more.") % member.user.name
        return ended(request, member, course, end_exemption, said)
    current = [one for one in exemptions_of(member) if one.valid_until >= request.scope.on]
    return page(
        request,
        member,
        "exempt",
        title=_("Exemptions"),
        given=excuses_of(current, rules),
        nothing=_("This person is not excused from any course."),
        button=_("End this today"),
        give=_("Excuse from a course"),
    )


def excuses_of(exemptions: Sequence[Exemption], rules: Sequence[Rule]) -> list[Given]:
    """Return what excuses somebody now, one row a course and last day."""
    by_rule = {rule.identifier: rule for rule in rules}
    rows: dict[tuple[int, date], Given] = {}
    for one in exemptions:
        if rule := by_rule.get(one.rule):
            until, reason = day_in_words(one.valid_until), one.reason
            words = _("Until %(until)s: %(reason)s.") % {"until": until, "reason": reason}
            rows[rule.course_id, one.valid_until] = Given(rule.course_id, rule.title, words)
    return list(rows.values())


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def later_due(request: LeadRequest, membership: int) -> HttpResponse:
    """Show until when somebody was given more time for what, and take one back from today on."""
    member = found(request, membership)
    rules = rules_in_force(request, request.scope)
    if (course := course_to_end(request, rules)) is not None:
        said = _("The later due day of %s is taken back.") % member.user.name
        return ended(request, member, course, take_extension_back, said)
    holding, used = later_days(member, rules, on=request.scope.on)
    return page(
        request,
        member,
        "extend",
        title=_("Later due days"),
        given=holding,
        over=used,
        over_title=_("Used up"),
        over_note=_(
            "The course was completed after these were given. What is due now is due for a new"
            " reason, on the day that the rule says."
        ),
        nothing=_("No later due day holds for this person today."),
        button=_("Take this back today"),
        note=_(
            "Taken back, the due day is again the one the rule says. The days until yesterday keep"
            " the status they had."
        ),
        give=_("Give a later due day"),
    )


def later_days(
    member: Membership, rules: Sequence[Rule], *, on: date
) -> tuple[list[Given], list[Given]]:
    """Return the later due days from ``on`` on: those in force, a course each; those used up.

    Four queries; one more where a rule asks for a tag, and one where it is for chosen people.
    """
    histories = histories_of(member, rules)
    holding: dict[int, Given] = {}
    used: dict[int, Given] = {}
    for one in sorted(extensions_of(member), key=lambda given: given.due_on):
        if one.rule not in histories or one.valid_until is not None or one.due_on < on:
            continue
        rule, history = histories[one.rule]
        until, since = day_in_words(one.due_on), day_in_words(one.valid_from)
        words = _("Due on %(until)s, given on %(since)s: %(reason)s.") % {
            "until": until,
            "since": since,
            "reason": one.reason,
        }
        revision = history.revision_on(on)
        unspent = history.given(on, revision) if revision else ()
        is_open = Extended(one.valid_from, one.valid_until, one.due_on) in unspent
        rows = holding if is_open else used
        rows[rule.course_id] = Given(rule.course_id, rule.title, words)
    return list(holding.values()), list(used.values())


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def own_day(request: LeadRequest, membership: int) -> HttpResponse:
    """Show which courses somebody was given by a day, and take one back from today on."""
    member = found(request, membership)
    rules = rules_in_force(request, request.scope)
    if (course := course_to_end(request, rules)) is not None:
        said = _("%s is not asked for it by a day of their own any more.") % member.user.name
        return ended(request, member, course, take_assignment_back, said)
    to_do, met = own_days(member, rules, on=request.scope.on)
    return page(
        request,
        member,
        "assign",
        title=_("Courses given by a day"),
        given=to_do,
        over=met,
        over_title=_("Completed"),
        over_note=_("Completing it once is all that was asked. It does not run out."),
        nothing=_("This person has no course to complete by a day of their own."),
        button=_("Take this back today"),
        note=_(
            "Taken back, only the rules ask for the course. The days until yesterday keep the"
            " status they had, and what was begun stays open."
        ),
        give=_("Give a course by a day"),
    )


def own_days(
    member: Membership, rules: Sequence[Rule], *, on: date
) -> tuple[list[Given], list[Given]]:
    """Return the courses given by a day that still holds: those to complete, and those completed.

    Five queries; one more where a rule asks for a tag.
    """
    histories = histories_of(member, rules)
    to_do: list[Given] = []
    met: list[Given] = []
    for one in assignments_of(member):
        if one.rule not in histories or one.valid_until is not None:
            continue
        rule, history = histories[one.rule]
        until, since = day_in_words(one.due_on), day_in_words(one.valid_from)
        words = _("To be completed by %(until)s, given on %(since)s.")
        row = Given(rule.course_id, rule.title, words % {"until": until, "since": since})
        revision = history.revision_on(on)
        unmet = history.unmet(on, revision) if revision else ()
        is_open = Assigned(one.valid_from, one.valid_until, one.due_on, one.counts_from) in unmet
        (to_do if is_open else met).append(row)
    return to_do, met


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def recorded(request: LeadRequest, membership: int) -> HttpResponse:
    """Show what leads recorded or accepted for somebody, and take one of it back."""
    member = found(request, membership)
    if (wanted := number_posted(request)) is not None:
        now, by = timezone.now(), request.user.pk
        take_training_back(membership=member, completion_id=wanted, at=now, actor_id=by)
        return done(request, member, _("The recorded training is taken back."))
    return page(
        request,
        member,
        "",
        title=_("Recorded training"),
        given=trainings_of(member),
        nothing=_("No lead has recorded or accepted training held elsewhere for this person."),
        button=_("Take this back"),
        note=_(
            "Taken back, it counts on no day, as if it had not been recorded. Reports of “only what"
            " was recorded by that day” keep it. A record of theirs that it was accepted from is"
            " not accepted any more, and an email tells them."
        ),
        give_url=reverse("lead:record", args=[request.organisation.slug, member.pk]),
        give=_("Record training held elsewhere"),
    )


def trainings_of(member: Membership) -> list[Given]:
    """Return what leads recorded or accepted for somebody, newest first; three queries."""
    done_elsewhere = recorded_for(member)
    titles = titles_of([one.course for one, _brought in done_elsewhere])
    by_hand = _("Completed on %(on)s, recorded on %(known)s. Evidence: %(evidence)s")
    accepted = _("Completed on %(on)s, accepted on %(known)s. Evidence: %(evidence)s")
    return [
        Given(
            one.pk,
            titles.get(one.course_id, one.course.slug),
            (accepted if brought else by_hand)
            % {
                "on": day_in_words(one.completed_on),
                "known": day_in_words(local_date(one.recorded_at)),
                "evidence": one.evidence,
            },
        )
        for one, brought in done_elsewhere
    ]


def histories_of(member: Membership, rules: Sequence[Rule]) -> dict[Any, tuple[Rule, History]]:
    """Return each rule, by its identifier, with what is known of one person under it."""
    facts = facts_of([member], rules=rules)
    return {rule.identifier: (rule, facts.history(member, rule)) for rule in rules}


def course_to_end(request: LeadRequest, rules: Sequence[Rule]) -> int | None:
    """Return the course whose button was pressed, 0 where no rule is about it; None for none."""
    wanted = number_posted(request)
    if wanted is None:
        return None
    return wanted if wanted in {rule.course_id for rule in rules} else 0


def number_posted(request: LeadRequest) -> int | None:
    """Return the number of the button that was pressed; None where none was."""
    wanted = request.POST.get("end", "")
    if request.method != "POST" or not wanted.isdecimal() or len(wanted) > 18:
        return None
    return int(wanted)


def ended(
    request: LeadRequest, member: Membership, course: int, take_back: Any, said: str
) -> HttpResponse:
    """Take back what was given about ``course``; where that is gone already, say the same."""
    courses: dict[int, Course] = courses_by_id({course})
    try:
        if course in courses:
            take_back(
                membership=member,
                course=courses[course],
                at=timezone.now(),
                actor_id=request.user.pk,
            )
    except Superseded:
        messages.warning(request, CHANGED)
        return SeeOther(request.path)
    return done(request, member, said)


def page(request: LeadRequest, member: Membership, action: str, **more: Any) -> HttpResponse:
    """Return the page of what ``action`` gives; ``more``: its rows and words."""
    context = {
        "member": member,
        "back_url": back_to(request, member),
        "give_url": give_url(request, member, action) if action else "",
        **more,
    }
    return render(request, "courses/lead/given.html", context)
