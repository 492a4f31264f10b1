"""Not accepting outside training that somebody brought: kept with its reason, and never counted."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.membership import Membership
from courses.accounts.permissions import Permission
from courses.catalogue.models import Course
from courses.catalogue.queries import courses_offered, titles_of
from courses.learning.brought import AlreadyDecided
from courses.usecases.decline_record import decline_record
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.views.staff import found
from courses.web.lead.views.training import done, page
from courses.web.training_forms import RecordForm

# Short and about the record, never about the person.
REASONS = (
    gettext_lazy("Too long ago"),
    gettext_lazy("Covers less than our course"),
    gettext_lazy("The provider could not confirm it"),
    gettext_lazy("The document could not be read or checked"),
)


class DeclineForm(RecordForm):
    """A record that somebody brought, and why it is not accepted."""

    button = gettext_lazy("Do not accept it")
    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it not accepted?"),
        help_text=gettext_lazy("It stands on the person's page, for other leads and inspectors."),
        choices=[("", gettext_lazy("Choose")), *((str(words), words) for words in REASONS)],
        error_messages={
            "required": gettext_lazy("Choose a reason"),
            "invalid_choice": gettext_lazy("Choose a reason from the list"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["minutes"]


@leads(Permission.MANAGE_STAFF, methods=["GET", "POST"])
def decline(request: LeadRequest, membership: int) -> HttpResponse:
    """Decline training that somebody brought; accepting it is to record it."""
    member = found(request, membership)
    courses = {course.pk: course for course in courses_offered(request.organisation)}
    data = request.POST if request.method == "POST" else None
    form = DeclineForm(data, titles=titles_of(list(courses.values())), today=request.scope.on)
    form.heading = _("Do not accept a record they brought")
    if form.is_valid() and declined(request, form, member, courses):
        words = _("The decision about the record of %s is kept. It does not count.")
        return done(request, member, words % member.user.name)
    return page(request, form, member)


def declined(
    request: LeadRequest, form: DeclineForm, member: Membership, courses: dict[int, Course]
) -> bool:
    """Keep the decision, or say at the field that the record was accepted before."""
    kept = form.cleaned_data
    try:
        decline_record(
            membership=member,
            course=courses[int(kept["course"])],
            completed_on=kept["completed_on"],
            evidence=kept["evidence"],
            reason=kept["reason"],
            at=timezone.now(),
            actor_id=request.user.pk,
        )
    except AlreadyDecided:
        form.add_error("evidence", _("This record was accepted before. Say which other it is"))
    return not form.errors
