"""The link of an invitation: one button, then a code by email to sign in with."""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.accounts.joining import hash_of
from courses.accounts.places import invitation_by_token
from courses.usecases.accept_invitation import InvitationOver, accept_invitation
from courses.web.forms import HouseForm
from courses.web.public.gate import anybody
from courses.web.responses import SeeOther


class JoinForm(HouseForm):
    """Join; nothing to fill in."""

    button = _("Join and email me a code")
    once = True


@anybody(methods=["GET", "POST"], limit="join")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """On GET show the one button; on POST consume the link and send a code to its address.

    A link that was used, ran out, was withdrawn or never was gets the same words, and the way on.
    """
    if request.method == "POST":
        try:
            user = accept_invitation(token=token, at=timezone.now())
        except InvitationOver:
            return over(request)
        if request.user == user:
            return SeeOther(reverse("learner:home"))
        logout(request)
        LoginCodeVerificationProcess.initiate(request=request, user=user, email=user.email)
        return SeeOther(reverse("account_confirm_login_code"))
    found = invitation_by_token(hash_of(token))
    if found is None or found.expires_at <= timezone.now():
        return over(request)
    context = {"form": JoinForm(), "organisation": found.organisation}
    return render(request, "courses/public/join.html", context)


def over(request: HttpRequest) -> HttpResponse:
    """Say that the link no longer works, and how to sign in all the same."""
    return render(request, "courses/public/join_over.html", status=404)
