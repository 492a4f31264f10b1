"""The organisation's own texts in lessons: every part with room for one, and the form of one."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.accounts.models import Site
from courses.accounts.permissions import Permission
from courses.accounts.queries import sites_of
from courses.catalogue.models import Block, Overlay
from courses.catalogue.overlays import LocalPart, is_old, is_overtaken, local_parts, text_at
from courses.usecases.save_own_text import TextRefused, remove_own_text, save_own_text
from courses.web.forms import HouseForm
from courses.web.layout import Button
from courses.web.lead.gate import LeadRequest, leads
from courses.web.responses import SeeOther

LONGEST = 3_000


class OwnTextForm(HouseForm):
    """One text, in the simple marks of courses."""

    button = gettext_lazy("Save text")
    once = True
    marks_optional = False
    may_remove = False
    text = forms.CharField(
        label=gettext_lazy("What shall staff read here?"),
        help_text=gettext_lazy(
            "Your procedure, in a few sentences. An empty line begins a paragraph, and - a point of"
            " a list. Do not name or describe real children or cases."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Enter the text")},
    )

    def buttons(self) -> list[Button]:
        """Return the buttons, the one that takes a saved text away among them."""
        save, *others = super().buttons()
        remove = Button(_("Take it away"), name="remove", value="1", kind="warning")
        return [save, *([remove] if self.may_remove else []), *others]


@dataclass(frozen=True, slots=True)
class Line:
    """One text of a part: whose staff read it, and whether it needs a look."""

    text: Overlay
    place: str
    url: str
    is_old: bool
    is_overtaken: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a lesson with its texts, and where another can be added."""

    part: LocalPart
    lines: list[Line]
    ways: list[tuple[str, str]]


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def own_texts(request: LeadRequest) -> HttpResponse:
    """Show every part of a lesson that has room for a text of one's own, course by course."""
    sites = sites_of(request.organisation)
    courses: dict[str, list[Part]] = {}
    for part in local_parts(request.organisation):
        courses.setdefault(part.title, []).append(shown(request, part, sites))
    context = {
        "organisation": request.organisation,
        "courses": courses,
        "to_look_at": sum(
            line.is_old or line.is_overtaken
            for parts in courses.values()
            for part in parts
            for line in part.lines
        ),
        "back_url": reverse("lead:contacts", args=[request.organisation.slug]),
    }
    return render(request, "courses/lead/own_texts.html", context)


def shown(request: LeadRequest, part: LocalPart, sites: list[Site]) -> Part:
    """Return one part as the list shows it."""
    lines = [
        Line(
            text=text,
            place=text.site.name if text.site else _("All sites"),
            url=url(request, part, text.site),
            is_old=is_old(text, on=request.scope.on),
            is_overtaken=is_overtaken(text, part.block),
        )
        for text in part.texts
    ]
    taken = {text.site_id for text in part.texts}
    ways = [
        (site.name if site else _("all sites"), url(request, part, site))
        for site in (None, *sites)
        if part.block is not None and (site.pk if site else None) not in taken
    ]
    return Part(part, lines, ways)


def url(request: LeadRequest, part: LocalPart, site: Site | None) -> str:
    """Return the address of the text of one place in one part."""
    at = reverse(
        "lead:own_text", args=[request.organisation.slug, part.course.slug, part.identifier]
    )
    return f"{at}?site={site.slug}" if site else at


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def own_text(request: LeadRequest, course: str, local: str) -> HttpResponse:
    """Show and save the text of one part, for all sites or for the one that the address names."""
    part, site = found(request, course, local)
    text = text_at(organisation=request.organisation, site=site, course=part.course, block=local)
    if text is None and part.block is None:
        raise Http404
    form = OwnTextForm(
        request.POST if request.method == "POST" and "remove" not in request.POST else None,
        initial={"text": text.source if text else ""},
    )
    back = (
        f"{reverse('lead:own_texts', args=[request.organisation.slug])}#{part.course.slug}-{local}"
    )
    if "remove" in request.POST:
        return removed(request, text, back)
    block = part.block
    if block is not None and form.is_valid() and saved(request, part, block, site, form):
        return SeeOther(back)
    form.heading = part.heading
    form.cancel_url = back
    form.may_remove = text is not None
    context = {
        "form": form,
        "part": part,
        "place": site.name if site else _("All sites"),
        "text": text,
        "is_overtaken": text is not None and is_overtaken(text, part.block),
        "back_url": back,
    }
    return render(request, "courses/lead/own_text.html", context)


def found(request: LeadRequest, course: str, local: str) -> tuple[LocalPart, Site | None]:
    """Return the part at this address and the site that it names.

    :raises Http404: when one of them is missing or another organisation's.
    """
    here = request.organisation
    part = next(
        (one for one in local_parts(here) if (one.course.slug, one.identifier) == (course, local)),
        None,
    )
    slug = request.GET.get("site", "")
    site = next((one for one in sites_of(here) if one.slug == slug), None) if slug else None
    if part is None or (slug and site is None):
        raise Http404
    return part, site


def saved(
    request: LeadRequest, part: LocalPart, block: Block, site: Site | None, form: OwnTextForm
) -> bool:
    """Save what the form holds; where it cannot be shown, say so at its field."""
    try:
        save_own_text(
            organisation=request.organisation,
            site=site,
            course=part.course,
            block=block,
            source=form.cleaned_data["text"],
            by=request.user,
            at=timezone.now(),
        )
    except TextRefused as error:
        form.add_error("text", str(error))
    else:
        messages.success(request, _("%s saved. Staff read it from now on.") % part.heading)
        return True
    return False


def removed(request: LeadRequest, text: Overlay | None, back: str) -> HttpResponse:
    """Take a text away and go back to the list; sent twice, it is taken away once."""
    if text is not None and remove_own_text(text=text, by=request.user, at=timezone.now()):
        messages.success(request, _("Taken away. Staff read what the course says."))
    return SeeOther(back)
