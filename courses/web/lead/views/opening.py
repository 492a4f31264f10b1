"""From which day the people of the organisation may begin a course."""

from datetime import date, timedelta
from typing import Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.permissions import Permission
from courses.catalogue.queries import courses_offered, newest_published
from courses.common.dates import local_date
from courses.learning.openings import opening_of
from courses.usecases.set_course_opening import AskedBefore, RoomIsOpen, set_course_opening
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.presenters import day_from_here, day_in_words
from courses.web.responses import SeeOther

LONGEST_AHEAD: Final = timedelta(days=2 * 366)


class OpeningForm(HouseForm):
    """The day from which a course is open; it is open where the field is empty."""

    button = gettext_lazy("Save opening day")
    once = True
    opens_on = forms.DateField(
        label=gettext_lazy("From which day may people begin it?"),
        help_text=gettext_lazy("Leave it empty and the course is open now."),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": gettext_lazy("Enter a real date, such as 4 1 2027, or nothing")},
    )

    def check_day(self, today: date) -> None:
        """Refuse a day so far ahead that it must be a slip of the pen."""
        day = self.cleaned_data.get("opens_on")
        if day is not None and day > today + LONGEST_AHEAD:
            self.add_error("opens_on", _("Enter a day within two years from now, or nothing"))


@leads(Permission.SET_REQUIREMENTS, methods=["GET", "POST"], whole=True)
def opening(request: LeadRequest, course: str) -> HttpResponse:
    """Show from which day one course is open, and keep what is entered."""
    organisation, now = request.organisation, timezone.now()
    today = local_date(now)
    offered = {one.slug: one for one in courses_offered(organisation)}
    version = newest_published(offered[course]) if course in offered else None
    if version is None:
        raise Http404
    kept = opening_of(organisation_id=organisation.pk, course_id=version.course_id)
    form = OpeningForm(
        request.POST if request.method == "POST" else None, initial={"opens_on": kept}
    )
    form.heading, form.caption = _("Opening day"), version.title
    form.cancel_url = reverse("lead:requirements", args=[organisation.slug])
    if form.is_valid():
        form.check_day(today)
    if form.is_bound and not form.errors:
        try:
            set_course_opening(
                organisation=organisation,
                course=offered[course],
                opens_on=form.cleaned_data["opens_on"],
                at=now,
                actor_id=request.user.pk,
            )
        except AskedBefore as asked:
            form.add_error("opens_on", asked_words(asked.due_on, today))
        except RoomIsOpen:
            form.add_error("opens_on", _("A training room of this course is open. Close it first"))
        else:
            messages.success(request, _("The opening day is saved."))
            return SeeOther(request.path)
    context = {
        "form": form,
        "title": version.title,
        "opens": day_from_here(kept, on=today) if kept and kept > today else "",
    }
    return render(request, "courses/lead/opening.html", context)


def asked_words(due_on: date, today: date) -> str:
    """Return what to do where a rule asks for the course by ``due_on``."""
    if due_on <= today:
        return _("A rule asks for this course already. End that rule first, or leave this empty")
    words = _("A rule asks for this course by %s. Enter that day or an earlier one")
    return words % day_in_words(due_on)
