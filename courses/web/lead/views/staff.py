"""What a lead changes about one person: details, job and place, last day."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.access import holds_access
from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.permissions import Permission
from courses.accounts.places import Places, lies_within, places_in
from courses.accounts.queries import member_in
from courses.accounts.staff import is_ours_alone, last_day_of, periods_from
from courses.common.history import Superseded
from courses.usecases.change_details import AddressTaken, NumberTaken, change_details
from courses.usecases.grant_access import LastAdministrator
from courses.usecases.leave_site import BeforeFirstDay, HasLeft, leave_site
from courses.usecases.move_staff import DayOutside, move_staff, rehearse_move
from courses.web.forms import HouseForm, NameField
from courses.web.lead.checking import answers_sent, status_check
from courses.web.lead.gate import LeadRequest, leads, may
from courses.web.responses import SeeOther

REAL = {"invalid": gettext_lazy("Enter a real date")}
FIRST_ADDRESS = gettext_lazy(
    "One of their own will do: ask them for it. They are told there how to sign in to their own"
    " record and certificates, which stay open to them after they have left."
)
CHANGED = gettext_lazy("Somebody else has changed this person meanwhile. Look again")


class DetailsForm(HouseForm):
    """What a person is called, signs in with, and is numbered."""

    button = gettext_lazy("Save details")
    once = True
    marks_optional = False
    name = NameField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As it is to stand on certificates from now on."),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the name")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("They sign in with it. Both addresses are told."),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Enter the email address"),
            "invalid": gettext_lazy("Enter an email address such as name@example.org"),
        },
    )
    staff_number = forms.CharField(
        label=gettext_lazy("Staff number"),
        help_text=gettext_lazy("Leave empty if there is none."),
        max_length=40,
        required=False,
    )

    def __init__(self, *args: Any, is_ours: bool, has_email: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = has_email
        if not has_email:
            self.fields["email"].help_text = FIRST_ADDRESS
        if not is_ours:
            del self.fields["name"], self.fields["email"]


class MoveForm(HouseForm):
    """Another job, site or team, from a day on."""

    button = gettext_lazy("Save the change")
    once = True
    marks_optional = False
    job = forms.ChoiceField(label=gettext_lazy("Job"))
    site = forms.ChoiceField(label=gettext_lazy("Site"))
    team = forms.ChoiceField(label=gettext_lazy("Team"), required=False)
    from_day = forms.DateField(
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy("Earlier days keep the job and place they had."),
        error_messages={"required": gettext_lazy("Enter the day"), **REAL},
    )

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("job", places.roles), ("site", places.sites), ("team", places.teams)):
            choices = [(str(one.pk), one.name) for one in rows]
            none = [("", _("No team"))] if name == "team" else []
            self.fields[name].choices = none + choices  # type: ignore[attr-defined]


class LeaveForm(HouseForm):
    """The last day of somebody."""

    button = gettext_lazy("Save the last day")
    kind = "warning"
    once = True
    last_day = forms.DateField(
        label=gettext_lazy("What is their last day here?"),
        help_text=gettext_lazy(
            "After it they see nothing of the organisation and get no mail. Their own record and"
            " certificates stay theirs, and earlier days stay in your reports. From the day after"
            " it no rule asks them for a course."
        ),
        error_messages={"required": gettext_lazy("Enter the last day"), **REAL},
    )


def found(request: LeadRequest, membership: int) -> Membership:
    """Return a member of the sender's scope.

    :raises Http404: when they are missing or outside the scope.
    """
    member = member_in(request.scope, membership)
    if member is None:
        raise Http404
    return member


def may_change(request: LeadRequest, member: Membership) -> bool:
    """Test whether the sender may change ``member``.

    Whoever has access beyond learning is an administrator's to change: else a lead could give
    an administrator a new address and sign in with it.
    """
    return may(request, Permission.ADMINISTER) or not holds_access(member, on=request.scope.on)


def page(request: LeadRequest, form: HouseForm, member: Membership, **more: Any) -> HttpResponse:
    """Return the page of one form about ``member``."""
    form.cancel_url = reverse("lead:person", args=[request.organisation.slug, member.pk])
    form.caption = member.user.name
    context = {"form": form, "member": member, "is_open": True, **more}
    return render(request, "courses/lead/staff.html", context)


def done(request: LeadRequest, member: Membership, words: str) -> HttpResponse:
    """Say what was done, and show it there; whom the sender sees no more, on the list of people."""
    messages.success(request, words)
    if member_in(request.scope, member.pk) is None:
        return SeeOther(reverse("lead:people", args=[request.organisation.slug]))
    return SeeOther(reverse("lead:person", args=[request.organisation.slug, member.pk]))


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def details(request: LeadRequest, membership: int) -> HttpResponse:
    """Change name, address and staff number."""
    member = found(request, membership)
    user, is_ours = member.user, is_ours_alone(member)
    held = {"name": user.name, "email": user.email, "staff_number": member.staff_number}
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        initial=held,
        is_ours=is_ours,
        has_email=bool(user.email),
    )
    form.heading = _("Change details")
    is_open = may_change(request, member)
    if is_open and form.is_valid():
        try:
            change_details(
                membership=member,
                at=timezone.now(),
                actor_id=request.user.pk,
                **(held | form.cleaned_data),
            )
        except AddressTaken:
            form.add_error("email", _("This address cannot be used. Enter another"))
        except NumberTaken:
            form.add_error(
                "staff_number", _("Somebody else has this number. Enter another or none")
            )
        else:
            return done(request, member, _("The details of %s are saved.") % user.name)
    return page(request, form, member, is_open=is_open, is_shared=not is_ours)


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def move(request: LeadRequest, membership: int) -> HttpResponse:
    """Change job, site or team from a day on, once it is seen whose status that changes."""
    member, places = found(request, membership), places_in(request.scope)
    period = period_of(request, member)
    held = {
        "job": period.role_id if period else None,
        "site": period.site_id if period else None,
        "team": period.team_id if period else None,
        "from_day": request.scope.on,
    }
    initial = held | request.POST.dict()
    form = MoveForm(answers_sent(request), initial=initial, places=places)
    form.heading = _("Change job or place")
    is_open = may_change(request, member) and period is not None
    if is_open and period is not None and form.is_valid():
        answer = moved(request, form, period, places)
        if not form.errors:
            words = _("The change of %s is saved.") % member.user.name
            return answer or done(request, member, words)
    return page(request, form, member, is_open=is_open, has_left=period is None)


def period_of(request: LeadRequest, member: Membership) -> MembershipPeriod | None:
    """Return the job of ``member`` that the sender may change: the first within the scope."""
    return next(
        (
            one
            for one in periods_from(member, on=request.scope.on)
            if lies_within(request.scope, site_id=one.site_id, team_id=one.team_id)
        ),
        None,
    )


def moved(
    request: LeadRequest, form: MoveForm, period: MembershipPeriod, places: Places
) -> HttpResponse | None:
    """Move the member, say at the field why not, or return the page that shows what it changes."""
    data = form.cleaned_data
    role, site = places.role(data["job"]), places.site(data["site"])
    team, from_day = places.team(data["team"]), data["from_day"]
    if role is None or site is None:
        raise Http404
    if team is not None and team.site_id not in {None, site.pk}:
        form.add_error("team", _("This team is at another site. Choose one of the site, or none"))
        return None
    if from_day > request.scope.on + timedelta(days=366):
        form.add_error("from_day", _("Enter a day at most a year ahead"))
        return None
    wanted = {"period": period, "role": role, "site": site, "team": team, "from_day": from_day}
    try:
        outcome = rehearse_move(**wanted, today=request.scope.on)
        if check := status_check(request, form, period.membership, outcome):
            return check
        move_staff(**wanted, at=timezone.now(), actor_id=request.user.pk)
    except DayOutside:
        form.add_error("from_day", _("Enter a day on which they hold the job you change"))
    except Superseded:
        form.add_error("from_day", CHANGED)
    return None


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def leave(request: LeadRequest, membership: int) -> HttpResponse:
    """Give somebody a last day."""
    member = found(request, membership)
    periods = periods_from(member, on=request.scope.on)
    held = {"last_day": last_day_of(periods)}
    form = LeaveForm(request.POST if request.method == "POST" else None, initial=held)
    form.heading = _("Enter a last day")
    # Jobs elsewhere are not the sender's to end.
    within = all(
        lies_within(request.scope, site_id=one.site_id, team_id=one.team_id) for one in periods
    )
    is_open = within and may_change(request, member)
    if is_open and form.is_valid() and left(request, form, member):
        return done(request, member, _("The last day of %s is saved.") % member.user.name)
    return page(request, form, member, is_open=is_open)


def left(request: LeadRequest, form: LeaveForm, member: Membership) -> bool:
    """Enter the last day, or say at the field why not."""
    last_day = form.cleaned_data["last_day"]
    if last_day > request.scope.on + timedelta(days=366):
        form.add_error("last_day", _("Enter a day at most a year ahead"))
        return False
    try:
        leave_site(
            membership=member, last_day=last_day, at=timezone.now(), actor_id=request.user.pk
        )
    except BeforeFirstDay:
        form.add_error("last_day", _("This is before their first day. Enter a later day"))
    except HasLeft:
        form.add_error(
            "last_day", _("They have left already. Invite them again, or enter an earlier day")
        )
    except LastAdministrator:
        form.add_error(
            "last_day", _("This is the last administrator. Make somebody else one first")
        )
    except Superseded:
        form.add_error("last_day", CHANGED)
    return not form.errors
