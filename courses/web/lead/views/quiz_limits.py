"""How long, and how often, the quiz of a course may be taken in the organisation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.permissions import Permission
from courses.assessment.editions import quiz_of
from courses.assessment.limits import Limits, kept_limits
from courses.assessment.queries import question_count
from courses.catalogue.queries import courses_offered, newest_published
from courses.usecases.limit_quiz import limit_quiz
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.responses import SeeOther

MOST_MINUTES, MOST_TRIES = 480, 100


class LimitForm(HouseForm):
    """Minutes and tries, both without limit where the field is empty."""

    button = gettext_lazy("Save limits")
    once = True
    minutes = forms.IntegerField(
        label=gettext_lazy("Time limit in minutes"),
        help_text=gettext_lazy(
            "Leave empty for no time limit: that is best for most people. Extra time comes on top,"
            " and anybody who needs more can take more."
        ),
        required=False,
        max_value=MOST_MINUTES,
        error_messages={
            "invalid": gettext_lazy("Enter the minutes as a whole number, such as 40, or nothing"),
            "max_value": gettext_lazy("Enter at most 480 minutes, or nothing"),
        },
    )
    tries = forms.IntegerField(
        label=gettext_lazy("Number of tries"),
        help_text=gettext_lazy(
            "Leave empty for as many as people need. Each try has other questions while there are"
            " any they have not seen."
        ),
        required=False,
        min_value=1,
        max_value=MOST_TRIES,
        error_messages={
            "invalid": gettext_lazy("Enter the tries as a whole number, such as 3, or nothing"),
            "min_value": gettext_lazy("Enter at least 1 try, or nothing"),
            "max_value": gettext_lazy("Enter at most 100 tries, or nothing"),
        },
    )

    def __init__(self, *args: Any, questions: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions

    def clean_minutes(self) -> int | None:
        """Return the minutes.

        :raises ValidationError: for less than a minute a question, which is a test of speed.
        """
        minutes: int | None = self.cleaned_data["minutes"]
        if minutes is not None and minutes < self.questions:
            words = _("Enter at least %d minutes, one for each question, or nothing")
            raise forms.ValidationError(words % self.questions)
        return minutes


@leads(Permission.SET_REQUIREMENTS, methods=["GET", "POST"], whole=True)
def quiz_limits(request: LeadRequest, course: str) -> HttpResponse:
    """Show the limits of the quiz of one course, and keep what is entered."""
    organisation = request.organisation
    offered = {one.slug: one for one in courses_offered(organisation)}
    version = newest_published(offered[course]) if course in offered else None
    quiz = quiz_of(version) if version else None
    if version is None or quiz is None:
        raise Http404
    kept = kept_limits(organisation.pk, version.course_id)
    form = LimitForm(
        request.POST if request.method == "POST" else None,
        initial={"minutes": kept.minutes, "tries": kept.tries},
        questions=question_count(quiz),
    )
    form.heading, form.caption = _("Limits of the quiz"), version.title
    form.cancel_url = reverse("lead:dashboard", args=[organisation.slug])
    if form.is_valid():
        limit_quiz(
            organisation=organisation,
            course=offered[course],
            limits=Limits(**form.cleaned_data),
            at=timezone.now(),
            actor_id=request.user.pk,
        )
        messages.success(request, _("The limits of the quiz are saved."))
        return SeeOther(request.path)
    context = {"form": form, "title": version.title, "kept": kept}
    return render(request, "courses/lead/quiz_limits.html", context)
