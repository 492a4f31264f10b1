"""What changed in a course since the learner completed it: word by word, then confirmed."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.catalogue.models import CourseVersion
from courses.catalogue.recalling import recalled
from courses.catalogue.rereading import Passage, Rereader, passages_changed
from courses.learning.change_queries import last_text_of, notice_for
from courses.learning.models import Enrolment
from courses.usecases.confirm_change import confirm_change
from courses.web.forms import HouseForm
from courses.web.learner.gate import MemberRequest, found_enrolment, learners
from courses.web.learner.route import goes_gently
from courses.web.lesson_page import reader_at
from courses.web.middleware import place_of
from courses.web.responses import SeeOther


class ReadForm(HouseForm):
    """One button; ``version`` is the one whose changes stand on the page."""

    button = gettext_lazy("I have read what changed")
    once = True
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


@learners(methods=["GET", "POST"])
def change(request: MemberRequest, registration: UUID) -> HttpResponse:
    """Show what the newest version says otherwise than the one completed; on POST confirm it.

    Where there is nothing to read, go to To do: a second click, or an old page. Where yet another
    version came out meanwhile, show what changed up to that.
    """
    enrolment = found_enrolment(request, registration)
    if enrolment is None:
        raise Http404
    request.organisation = enrolment.organisation
    form = ReadForm(request.POST)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if confirm_change(enrolment=enrolment, version_id=version, at=timezone.now()):
            messages.success(request, _("It is in your record that you read what changed."))
            return SeeOther(reverse("learner:home"))
    notice = notice_for(enrolment)
    if notice is None:
        return SeeOther(reverse("learner:home"))
    was, newest = last_text_of(enrolment), notice.version_id
    is_sent = request.method == "POST"
    context = {
        "enrolment": enrolment,
        "was": was,
        "now": notice.version,
        "minutes": notice.minutes,
        "has_moved": is_sent and form.cleaned_data.get("version", newest) != newest,
        "passages": passages_for(request, enrolment, was, notice.version),
        "form": ReadForm(initial={"version": newest}),
    }
    return render(request, "courses/learner/change.html", context)


def passages_for(
    request: MemberRequest, enrolment: Enrolment, was: CourseVersion, now: CourseVersion
) -> tuple[Passage, ...]:
    """Return what ``now`` tells the sender otherwise, by workplace and chosen detail."""
    place = place_of(request)
    reader = reader_at(enrolment.organisation, place.site if place else None)
    rereader = Rereader(reader.nation, reader.sector, gently=goes_gently(request))
    return passages_changed(recalled(was), recalled(now), reader=rereader)
