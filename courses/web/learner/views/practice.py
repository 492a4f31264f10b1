"""Writing a referral about a made-up case, and comparing it with a model.

What is typed comes in the body of one request and goes back in its answer: into no table, cache,
log, session or address, and into no report of an error.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from courses.catalogue.models import Block
from courses.catalogue.queries import practice_at
from courses.learning.models import Enrolment
from courses.learning.practice import done_on
from courses.usecases.finish_practice import finish_practice
from courses.web.learner.gate import MemberRequest, learners, own_enrolment
from courses.web.learner.practice_page import MOST_LETTERS, ReferralForm, compared
from courses.web.learner.route import goes_gently
from courses.web.lesson_page import body_of
from courses.web.responses import SeeOther


def own_practice(
    request: MemberRequest, registration: UUID, identifier: str
) -> tuple[Enrolment, Block]:
    """Return the sender's enrolment and one practice referral of its version.

    :raises Http404: when either is missing or the enrolment is somebody else's.
    """
    enrolment = own_enrolment(request, registration)
    found = practice_at(version_id=enrolment.version_id, identifier=identifier)
    if found is None:
        raise Http404
    return enrolment, found


@learners(methods=["GET", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def practice(request: MemberRequest, registration: UUID, practice: str) -> HttpResponse:
    """Show the case with the headings to write under, and then both texts side by side."""
    enrolment, block = own_practice(request, registration, practice)
    gently = goes_gently(request)
    form = ReferralForm(block, data=request.POST if request.method == "POST" else None)
    context = {
        "enrolment": enrolment,
        "practice": block,
        "case": body_of(block, gently=gently),
        "gently": gently,
        "has_gentler": bool(block.gentler_html),
        "done_on": done_on(enrolment.practised).get(block.identifier),
        "most_letters": f"{MOST_LETTERS:,}",
        "form": form,
    }
    if form.is_valid():
        context["parts"] = compared(block, form.written())
        context["is_empty"] = not any(form.written())
        return render(request, "courses/learner/practice_compared.html", context)
    return render(request, "courses/learner/practice.html", context)


@learners(methods=["POST"])
def done(request: MemberRequest, registration: UUID, practice: str) -> HttpResponse:
    """Keep that the referral was practised, and go back to the course."""
    enrolment, block = own_practice(request, registration, practice)
    finish_practice(enrolment=enrolment, practice=block, at=timezone.now())
    messages.success(request, _("Practised: %s. What you wrote is gone.") % block.title)
    return SeeOther(reverse("learner:overview", args=[registration]))
