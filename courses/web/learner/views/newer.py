"""A document that was changed while it was read: what is different, and the way to the new text."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.usecases.take_new_edition import replaced_by, take_new_edition
from courses.web.forms import HouseForm
from courses.web.learner.gate import MemberRequest, found_enrolment, learners
from courses.web.learner.views.change import passages_for
from courses.web.responses import SeeOther


class NewerForm(HouseForm):
    """Go on with the new edition; nothing to fill in."""

    button = gettext_lazy("Read the new edition")
    once = True


@learners(methods=["GET", "POST"])
def newer(request: MemberRequest, registration: UUID) -> HttpResponse:
    """Show what a later edition says otherwise; on POST open that edition.

    Where there is none, go to what is open: a second click, or an old page.
    """
    enrolment = found_enrolment(request, registration)
    if enrolment is None:
        raise Http404
    request.organisation = enrolment.organisation
    if request.method == "POST":
        opened = take_new_edition(enrolment=enrolment, at=timezone.now())
        if opened.pk != enrolment.pk:
            words = _("You are reading the new edition, version %s.") % opened.version.version
            messages.success(request, words)
        return SeeOther(reverse("learner:overview", args=[opened.registration]))
    newest = replaced_by(enrolment)
    if newest is None:
        return SeeOther(reverse("learner:overview", args=[registration]))
    context = {
        "enrolment": enrolment,
        "was": enrolment.version,
        "now": newest,
        "passages": passages_for(request, enrolment, enrolment.version, newest),
        "form": NewerForm(),
    }
    return render(request, "courses/learner/newer.html", context)
