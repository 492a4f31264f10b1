"""Adding training that one did elsewhere: it waits until a lead has looked at it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.membership import Membership
from courses.accounts.queries import memberships_of
from courses.catalogue.models import Course
from courses.catalogue.queries import courses_offered, titles_of
from courses.common.dates import local_date
from courses.learning.brought import AlreadyDecided, AlreadyWaiting, TooManyWaiting
from courses.learning.evidence import MOST_BYTES, Evidence, EvidenceRefused, made_plain
from courses.usecases.offer_with_file import offer_with_file
from courses.web.learner.gate import MemberRequest, learners
from courses.web.responses import SeeOther
from courses.web.training_forms import RecordForm
from courses.web.uploads import is_too_large

ENOUGH = gettext_lazy("You have sent 20 that wait already. Ask your training lead to look at them")
Choices = dict[str, tuple[Membership, Course, str]]


class OfferForm(RecordForm):
    """Training that the learner did elsewhere."""

    button = gettext_lazy("Send it to my training lead")
    unknown = gettext_lazy("Choose a course from the list")
    file = forms.FileField(
        label=gettext_lazy("Have you a certificate as a file? (optional)"),
        help_text=gettext_lazy(
            "A PDF, JPEG or PNG of at most 5 MB. You and your training leads can open it, nobody"
            " else. It is removed a year after a no, and six years after a yes."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large
        self.fields["course"].error_messages |= {
            "required": self.unknown,
            "invalid_choice": self.unknown,
        }
        first = ("", _("Choose a course"))
        self.fields["course"].choices = [first, *self.fields["course"].choices]  # type: ignore[attr-defined]
        self.fields["course"].label = _("Which course here does it match?")
        self.fields["evidence"].help_text = _(
            "Who held it, and the certificate number or where it can be seen. "
            "Nothing about a child or a case."
        )

    def clean_file(self) -> Evidence | None:
        """Return the file as it may be kept, or None where there is none.

        :raises ValidationError: when it is too large, or of another kind.
        """
        upload = self.cleaned_data["file"]
        if self.is_too_large:
            raise forms.ValidationError(_("The file is larger than 5 MB. Save it smaller"))
        if not upload:
            return None
        try:
            return made_plain(upload.read(MOST_BYTES + 1))
        except EvidenceRefused as error:
            raise forms.ValidationError(str(error)) from error


@learners(methods=["GET", "POST"])
def offer(request: MemberRequest) -> HttpResponse:
    """Ask what was done elsewhere, and send it to the training lead."""
    today = local_date(timezone.now())
    choices = choices_of(memberships_of(user=request.user, on=today))
    titles = {key: title for key, (_member, _course, title) in choices.items()}
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = OfferForm(*given, titles=titles, today=today, is_too_large=is_too_large(request))
    form.heading = _("Add training you did elsewhere")
    form.cancel_url = reverse("learner:record")
    if form.is_valid() and offered(form, choices):
        messages.success(request, _("Your training lead will look at it. Until then it waits."))
        return SeeOther(form.cancel_url)
    return render(request, "courses/learner/offer.html", {"form": form, "has_courses": titles})


def choices_of(members: list[Membership]) -> Choices:
    """Return what may be chosen: each course of each organisation, named where there are two."""
    found: Choices = {}
    for member in members:
        courses = courses_offered(member.organisation)
        titles = titles_of(courses)
        for course in courses:
            title = titles[course.pk]
            words = f"{title} ({member.organisation.name})" if len(members) > 1 else title
            found[f"{member.pk}-{course.pk}"] = member, course, words
    return found


def offered(form: OfferForm, choices: Choices) -> bool:
    """Send what the form holds, or say at the field why not."""
    kept = form.cleaned_data
    member, course, _title = choices[kept["course"]]
    try:
        offer_with_file(
            file=kept["file"],
            membership=member,
            course=course,
            completed_on=kept["completed_on"],
            minutes=kept["minutes"],
            evidence=kept["evidence"],
            at=timezone.now(),
        )
    except AlreadyWaiting:
        words = _("You have sent training of this course and day already. Wait for the answer")
        form.add_error("completed_on", words)
    except TooManyWaiting:
        form.add_error("course", ENOUGH)
    except AlreadyDecided:
        form.add_error(
            "evidence",
            _("Your training lead has decided about this already. Say what else shows it"),
        )
    return not form.errors
