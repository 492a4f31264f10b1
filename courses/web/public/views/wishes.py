"""How often three questions come by mail, or not at all: by a link, signed in or not."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from courses.accounts.models import Preference
from courses.accounts.queries import wishes_of
from courses.accounts.services import wish_for_mail
from courses.assessment.refresher import EVERY_DAYS, FEWER
from courses.common.links import read
from courses.web.forms import HouseForm
from courses.web.layout import Button
from courses.web.public.gate import anybody
from courses.web.responses import SeeOther

WEEKS = EVERY_DAYS // 7


class WishForm(HouseForm):
    """One question, what applies now chosen; with a button that stops them in one click."""

    heading_field = "often"
    often = forms.ChoiceField(
        label=_("How often do you want three short questions?"),
        help_text=_(
            "They come by email after a course, to keep it fresh. "
            "They change nothing about your record."
        ),
        choices=[
            ("usual", _("About every %d weeks") % WEEKS),
            ("fewer", _("About every %d weeks") % (WEEKS * FEWER)),
            ("none", _("Not at all")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how often they come"),
            "invalid_choice": _("Choose how often they come"),
        },
    )

    def buttons(self) -> list[Button]:
        """Return the button that keeps the choice and, while they come, one that stops them."""
        save = Button(_("Save"))
        if self.initial["often"] == "none":
            return [save]
        return [save, Button(_("Stop these emails"), name="wish", value="none", kind="secondary")]


@csrf_exempt  # a mail program has no token to send; everybody else is asked for it below
@anybody(methods=["GET", "POST"])
def optional_mail(request: HttpRequest, wish: str) -> HttpResponse:
    """On GET ask how often they are to come; on POST keep the answer. It names nobody.

    The one click of a mail program (RFC 8058) stops the mails and is answered without a redirect:
    the signed link is its proof, and no sign-in counts.
    """
    one_click = request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click"
    return stopped(wish) if one_click else asked(request, wish)


def stopped(wish: str) -> HttpResponse:
    """Stop the mails, whoever asks by the link."""
    wish_for_mail(user_id=now_wished(wish).user_id, optional=False)
    return HttpResponse(_("The optional emails are stopped"), content_type="text/plain")


@csrf_protect
def asked(request: HttpRequest, wish: str) -> HttpResponse:
    """Show the question, or keep what is answered; the button of its own stops the mails."""
    now = now_wished(wish)
    stops = request.POST.get("wish") == "none"
    data = request.POST if request.method == "POST" else None
    form = WishForm({"often": "none"} if stops else data, initial={"often": word_of(now)})
    if form.is_valid():
        often = form.cleaned_data["often"]
        wish_for_mail(user_id=now.user_id, optional=often != "none", fewer=often == "fewer")
        messages.success(request, said(often))
        return SeeOther(request.path)
    return render(request, "courses/public/optional_mail.html", {"form": form})


def word_of(wishes: Preference) -> str:
    """Return the answer that says what is wished for now."""
    if not wishes.optional_mail:
        return "none"
    return "fewer" if wishes.fewer_refreshers else "usual"


def said(often: str) -> str:
    """Return what is said when the answer is kept."""
    if often == "none":
        return str(_("The optional emails are stopped."))
    return str(_("Saved. The questions come about every %d weeks.")) % (
        WEEKS * FEWER if often == "fewer" else WEEKS
    )


def now_wished(wish: str) -> Preference:
    """Return what the person of the link wishes for now.

    :raises Http404: when it is no link of ours.
    """
    user_id = read("optional-mail", wish)
    wishes = wishes_of(user_id) if user_id is not None else None
    if wishes is None:
        raise Http404
    return wishes
