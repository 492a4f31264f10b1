"""Extra time at quizzes that a lead gives one person; the person's own word is not shown here."""

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.permissions import Permission
from courses.assessment.timing import CHOICES
from courses.usecases.give_extra_time import give_extra_time
from courses.web.forms import HouseForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.views.staff import found
from courses.web.lead.views.training import done, page

# Short and neutral: health and personal history are nobody's business here.
REASONS = (
    gettext_lazy("They asked for it"),
    gettext_lazy("English is not their first language"),
    gettext_lazy("They work on a shared or slow device"),
    gettext_lazy("They are often interrupted at work"),
    gettext_lazy("Agreed as an adjustment"),
)
WORDS = {
    0: gettext_lazy("No extra time"),
    25: gettext_lazy("A quarter more (25%)"),
    50: gettext_lazy("Half as much again (50%)"),
    100: gettext_lazy("Twice the time (100%)"),
}


class ExtraTimeForm(HouseForm):
    """How much longer somebody may take at quizzes with a time limit, and why."""

    button = gettext_lazy("Save extra time")
    once = True
    marks_optional = False
    percent = forms.TypedChoiceField(
        label=gettext_lazy("How much extra time?"),
        help_text=gettext_lazy(
            "At every quiz with a time limit. An attempt under way gets it too, and is never cut."
        ),
        choices=[(percent, WORDS[percent]) for percent in CHOICES],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Select how much extra time"),
            "invalid_choice": gettext_lazy("Select how much extra time"),
        },
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Other leads see it. Never health or private life."),
        choices=[("", gettext_lazy("Choose")), *((str(words), words) for words in REASONS)],
        error_messages={
            "required": gettext_lazy("Choose a reason"),
            "invalid_choice": gettext_lazy("Choose a reason from the list"),
        },
    )


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def extra_time(request: LeadRequest, membership: int) -> HttpResponse:
    """Give somebody extra time at quizzes, or end that for attempts to come."""
    member = found(request, membership)
    form = ExtraTimeForm(
        request.POST if request.method == "POST" else None,
        initial={"percent": member.extra_time_percent, "reason": member.extra_time_reason},
    )
    form.heading = _("Extra time at quizzes")
    if form.is_valid():
        give_extra_time(
            membership=member,
            percent=form.cleaned_data["percent"],
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
            actor_id=request.user.pk,
        )
        return done(request, member, _("The extra time of %s is saved.") % member.user.name)
    return page(request, form, member)
