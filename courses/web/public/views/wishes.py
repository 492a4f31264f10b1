"""The link that stops mails nobody needs: one button, signed in or not."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

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


@csrf_exempt  # a mail program posts it (RFC 8058); the signed link is the proof, no sign-in counts
@anybody(methods=["GET", "POST"])
def optional_mail(request: HttpRequest, wish: str) -> HttpResponse:
    """On GET say what is sent and show the one button; on POST keep the wish.

    A POST without a word stops the mails. It names nobody.
    """
    user_id = read("optional-mail", wish)
    wishes = wishes_for_mail(user_id) if user_id is not None else None
    if user_id is None or wishes is None:
        raise Http404
    if request.method == "POST":
        wish_for_mail(user_id=user_id, optional=request.POST.get("wish") == "usual")
        # A mail program follows no redirect (RFC 8058, section 3.1).
        by_program = request.POST.get("List-Unsubscribe") == "One-Click"
        return HttpResponse("Stopped.") if by_program else SeeOther(request.path)
    context = {"form": WishForm(wishes=wishes), "wishes": wishes}
    return render(request, "courses/public/optional_mail.html", context)
