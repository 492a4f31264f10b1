"""A person's own settings: how they take quizzes, with extra time by their own word."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.wishes import QuizWishes, extra_time_given, quiz_wishes_of
from courses.assessment.timing import CHOICES
from courses.usecases.give_extra_time import wish_for_quiz
from courses.web.forms import HouseForm
from courses.web.learner.gate import MemberRequest, learners
from courses.web.responses import SeeOther

WORDS = {
    0: gettext_lazy("No extra time"),
    25: gettext_lazy("A quarter more (30 minutes become 38)"),
    50: gettext_lazy("Half as much again (30 minutes become 45)"),
    100: gettext_lazy("Twice the time (30 minutes become 60)"),
}
REFUSED = {
    "required": gettext_lazy("Choose one of the answers"),
    "invalid_choice": gettext_lazy("Choose one of the answers"),
}


class SettingsForm(HouseForm):
    """Two questions; what applies now is chosen."""

    heading = gettext_lazy("Your settings for quizzes")
    button = gettext_lazy("Save settings")
    once = True
    pages = forms.ChoiceField(
        label=gettext_lazy("How do you want to see the questions?"),
        choices=[
            ("one", gettext_lazy("One question at a time")),
            ("all", gettext_lazy("All questions on one page")),
        ],
        widget=forms.RadioSelect,
        error_messages=REFUSED,
    )
    extra_time = forms.TypedChoiceField(
        label=gettext_lazy("Do you want extra time where a quiz has a time limit?"),
        help_text=gettext_lazy(
            "Nobody asks why, and nobody else sees what you choose. An attempt that you have open"
            " gets it too, and never gets shorter."
        ),
        choices=[(percent, WORDS[percent]) for percent in CHOICES],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=REFUSED,
    )


@learners(methods=["GET", "POST"])
def quiz_settings(request: MemberRequest) -> HttpResponse:
    """Show how the person takes quizzes, and keep what they choose."""
    now = quiz_wishes_of(request.user.pk)
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "pages": "all" if now.on_one_page else "one",
            "extra_time": now.extra_time_percent,
        },
    )
    if form.is_valid():
        wishes = QuizWishes(
            on_one_page=form.cleaned_data["pages"] == "all",
            extra_time_percent=form.cleaned_data["extra_time"],
        )
        wish_for_quiz(user=request.user, wishes=wishes)
        messages.success(request, _("Your settings are saved."))
        return SeeOther(reverse("learner:settings"))
    context = {"form": form, "given": extra_time_given(request.user.pk)}
    return render(request, "courses/learner/settings.html", context)
