"""Reading settings: what every page in this browser looks like and does, signed in or not."""

from dataclasses import asdict
from urllib.parse import quote, urlsplit

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from courses.common.links import signed
from courses.web.forms import HouseForm
from courses.web.public.gate import anybody
from courses.web.reading import Reading, keep_reading, reading_of
from courses.web.responses import SeeOther

REFUSED = {
    "required": _("Choose one of the answers"),
    "invalid_choice": _("Choose one of the answers"),
}


class ReadingForm(HouseForm):
    """Seven questions; what applies now is chosen."""

    button = _("Save settings")
    heading = _("Reading settings")
    text = forms.ChoiceField(
        label=_("How large should the text be?"),
        choices=[("usual", _("Usual")), ("large", _("Large"))],
        widget=forms.RadioSelect,
        error_messages=REFUSED,
    )
    spacing = forms.ChoiceField(
        label=_("How far apart should letters, words and lines stand?"),
        choices=[("usual", _("Usual")), ("wide", _("Wide"))],
        widget=forms.RadioSelect,
        help_text=_("Some people with dyslexia find wide spacing easier to read."),
        error_messages=REFUSED,
    )
    letters = forms.ChoiceField(
        label=_("Which letters do you want?"),
        choices=[
            ("usual", _("Plain (Helvetica or Arial)")),
            ("wide", _("Plain and wide (Verdana)")),
            ("book", _("As in a printed book (Georgia)")),
            ("own", _("Those my browser is set to")),
        ],
        widget=forms.RadioSelect,
        help_text=_("The letters come from your device. Nothing is downloaded for them."),
        error_messages=REFUSED,
    )
    theme = forms.ChoiceField(
        label=_("Which colours do you want?"),
        choices=[
            ("device", _("Same as my device")),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ],
        widget=forms.RadioSelect,
        error_messages=REFUSED,
    )
    motion = forms.ChoiceField(
        label=_("May a page change by itself?"),
        choices=[
            ("usual", _("Yes: a page that waits looks again, and a clock counts down")),
            ("still", _("No: I look again myself, and a clock says only until when")),
        ],
        widget=forms.RadioSelect,
        help_text=_("No sound and no picture ever starts by itself, whatever you choose."),
        error_messages=REFUSED,
    )
    sound = forms.ChoiceField(
        label=_("Where a lesson has a sound, what do you want first?"),
        choices=[
            ("usual", _("The sound in its place, with its words folded away below it")),
            ("listen", _("To listen: the lesson begins with a list of its sounds")),
            ("read", _("To read: the words of each sound are open")),
        ],
        widget=forms.RadioSelect,
        error_messages=REFUSED,
    )
    shift = forms.ChoiceField(
        label=_("May pressing Shift 3 times leave a page?"),
        choices=[
            ("usual", _("Yes: it leaves this site at once, as “Exit this page” does")),
            ("off", _("No: the button alone leaves")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Screen readers and other tools may use Shift for keys of their own."),
        error_messages=REFUSED,
    )


@anybody(methods=["GET", "POST"])
def reading(request: HttpRequest) -> HttpResponse:
    """On GET show the settings of this browser; on POST keep them in its cookie, no row."""
    back = way_back(request)
    here = reverse("public:reading") + (f"?back={quote(back)}" if back else "")
    now = reading_of(request)
    form = ReadingForm(request.POST or None, initial=asdict(now))
    form.action = here
    if request.method == "POST" and form.is_valid():
        response = SeeOther(here)
        keep_reading(response, Reading(**form.cleaned_data))
        messages.success(request, _("Your settings are saved in this browser."))
        return response
    context = {
        "form": form,
        "back": back,
        "often_url": often_url(request),
        "settings_url": reverse("learner:settings") if request.user.pk else "",
    }
    return render(request, "courses/public/reading.html", context)


def often_url(request: HttpRequest) -> str:
    """Return where the signed-in say how often three questions come; empty for strangers."""
    if request.user.pk is None:
        return ""
    return reverse("public:optional_mail", args=[signed("optional-mail", request.user.pk)])


def way_back(request: HttpRequest) -> str:
    """Return the page of this site that the reader came from, or empty text.

    Asked of the path alone too: that of http://ours//theirs is another site's address.
    """
    came = request.GET.get("back") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(came)
    is_ours = url_has_allowed_host_and_scheme(parts.path, allowed_hosts=None)
    if not is_ours or parts.path == reverse("public:reading"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
