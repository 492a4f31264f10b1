"""Choosing how much detail the lessons give."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.route import keep_route
from courses.web.responses import SeeOther


@learners(methods=["POST"])
def choose(request: MemberRequest) -> HttpResponse:
    """Take the gentler route or leave it, and go back to the page it was chosen on."""
    back = request.GET.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("learner:home")
    response = SeeOther(back)
    keep_route(request, response, gently=request.POST.get("route") == "gentler")
    return response
