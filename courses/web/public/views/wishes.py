"""The link that stops mails nobody needs: one button, signed in or not."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from courses.accounts.queries import wishes_for_mail
from courses.accounts.services import wish_for_mail
from courses.common.links import read
from courses.web.forms import HouseForm
from courses.web.layout import Button
from courses.web.public.gate import anybody
from courses.web.responses import SeeOther


class WishForm(HouseForm):
    """Stop the mails, or have them again; nothing to fill in."""

    def __init__(self, *, wishes: bool) -> None:
        super().__init__()
        self.wishes = wishes

    def buttons(self) -> list[Button]:
        """Return the one button that changes what is."""
        if self.wishes:
            return [Button(_("Stop these emails"), name="wish", value="none")]
        return [Button(_("Send them again"), name="wish", value="usual", kind="secondary")]


@csrf_exempt  # a mail program has no token to send; everybody else is asked for it below
@anybody(methods=["GET", "POST"])
def optional_mail(request: HttpRequest, wish: str) -> HttpResponse:
    """On GET say what is sent and show the one button; on POST keep the wish. It names nobody.

    The one click of a mail program (RFC 8058) stops the mails and is answered without a redirect:
    the signed link is its proof, and no sign-in counts.
    """
    one_click = request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click"
    return stopped(wish) if one_click else asked(request, wish)


def stopped(wish: str) -> HttpResponse:
    """Stop the mails, whoever asks by the link."""
    user_id = wish_of(wish)[0]
    wish_for_mail(user_id=user_id, optional=False)
    return HttpResponse(_("The optional emails are stopped"), content_type="text/plain")


@csrf_protect
def asked(request: HttpRequest, wish: str) -> HttpResponse:
    """Show the page, or keep what its button says; a POST without a word stops the mails."""
    user_id, wishes = wish_of(wish)
    if request.method == "POST":
        wish_for_mail(user_id=user_id, optional=request.POST.get("wish") == "usual")
        return SeeOther(request.path)
    context = {"form": WishForm(wishes=wishes), "wishes": wishes}
    return render(request, "courses/public/optional_mail.html", context)


def wish_of(wish: str) -> tuple[int, bool]:
    """Return whom the link is of, and whether they wish for optional mails.

    :raises Http404: when it is no link of ours.
    """
    user_id = read("optional-mail", wish)
    wishes = wishes_for_mail(user_id) if user_id is not None else None
    if user_id is None or wishes is None:
        raise Http404
    return user_id, wishes
