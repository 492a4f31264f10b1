"""Inspection packs: made, downloaded, shared by a link that expires, and cancelled."""

from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.permissions import Permission
from courses.accounts.queries import people_in, sites_in
from courses.audit.queries import counts_about
from courses.certification.keys import signing_key
from courses.reporting import pack_files
from courses.reporting.models import InspectionLink, InspectionPack
from courses.reporting.pack_archive import key_name
from courses.reporting.packs import (
    KEEP_DAYS,
    gaps_in,
    is_backed,
    link_in,
    links_in,
    narrowed,
    pack_in,
    packs_in,
)
from courses.usecases.make_inspection_pack import ask_for_pack
from courses.usecases.share_inspection_pack import (
    TokenTaken,
    cancel_inspection_link,
    share_inspection_pack,
    take_pack,
)
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.inspection_forms import PackForm, ShareForm
from courses.web.presenters import day_in_words
from courses.web.responses import SeeOther

State = InspectionPack.State
SLOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Line:
    """One link of the list: whether it works, and how often it was looked at."""

    link: InspectionLink
    word: str
    is_open: bool
    views: int
    cancel_url: str


@leads(Permission.EXPORT, methods=["GET", "POST"])
def inspection(request: LeadRequest) -> HttpResponse:
    """Show packs, links and how many gaps are open; on POST have a pack made."""
    sites = sites_in(request.scope)
    form = PackForm(sites=sites, today=request.scope.on)
    if request.method == "POST":
        form = PackForm(sites=sites, today=request.scope.on, data=request.POST)
        if form.is_valid() and (made := asked_for(request, form, sites)):
            return SeeOther(pack_url(request, made))
    context = {
        "organisation": request.organisation,
        "form": form,
        "packs": packs_in(request.scope),
        "lines": lines_of(request),
        "open_gaps": len(gaps_in(request.scope).open),
        "keep_days": KEEP_DAYS,
    }
    return render(request, "courses/lead/inspection.html", context)


def asked_for(request: LeadRequest, form: PackForm, sites: list[Any]) -> InspectionPack | None:
    """Have a pack made as the form asks; where nobody would be in it, say so at the form."""
    site = next((one for one in sites if one.slug == form.cleaned_data["site"]), None)
    scope = narrowed(
        replace(request.scope, on=form.day or request.scope.on, known_at=form.moment), site
    )
    if not people_in(scope).exists():
        words = _("Nobody is on record there on %s. Choose another day or place")
        form.add_error("as_at", words % day_in_words(scope.on))
        return None
    return ask_for_pack(
        organisation=request.organisation,
        scope=scope,
        where=where(request, sites, site),
        by=request.user,
        narrowed=site is not None,
        at=timezone.now(),
    )


def where(request: LeadRequest, sites: list[Any], site: Any) -> str:
    """Return whose people a pack shows, in words."""
    if site is not None:
        return str(site.name)
    if request.scope.whole:
        return _("The whole organisation")
    return ", ".join(one.name for one in sites)[:200]


def lines_of(request: LeadRequest) -> list[Line]:
    """Return the links of the scope with how often each was looked at.

    Two queries, and one for each open link that somebody else has made.
    """
    links, now = links_in(request.scope), timezone.now()
    views = counts_about(
        chain=request.organisation.pk,
        verb="viewed-link",
        kind="inspectionlink",
        ids=[link.pk for link in links],
    )
    found = []
    for link in links:
        is_open = link.cancelled_at is None and link.expires_at > now
        if is_open and link.by != request.user and not is_backed(link, at=now):
            word, is_open = _("Stopped: whoever made it has no access to it any more"), False
        else:
            word = _("Works") if is_open else _("Cancelled") if link.cancelled_at else _("Expired")
        url = reverse("lead:link_cancel", args=[request.organisation.slug, link.pk])
        found.append(Line(link, word, is_open, views.get(link.pk, 0), url))
    return found


@leads(Permission.EXPORT, methods=["GET"])
def pack(request: LeadRequest, pack: UUID) -> HttpResponse:
    """Show how far a pack is and, once it is ready, the file and how to share it."""
    return pack_page(request, own_pack(request, pack))


def pack_page(
    request: LeadRequest, found: InspectionPack, *, form: ShareForm | None = None, made: str = ""
) -> HttpResponse:
    """Return the page of one pack; ``made`` is the address of the link just made."""
    is_ready = found.state == State.READY
    context = {
        "organisation": request.organisation,
        "pack": found,
        "is_ready": is_ready,
        "is_making": found.state == State.MAKING,
        "is_slow": found.state == State.MAKING and timezone.now() - found.asked_at > SLOW,
        "form": form or ShareForm(action=share_url(request, found)),
        "made": made,
        "key": key_name(signing_key(settings.DATA_DIR / "keys").public_key()) if is_ready else "",
        "back_url": reverse("lead:inspection", args=[request.organisation.slug]),
        "keep_days": KEEP_DAYS,
    }
    return render(request, "courses/lead/pack.html", context)


@leads(Permission.EXPORT, methods=["GET"])
def pack_file(request: LeadRequest, pack: UUID) -> HttpResponseBase:
    """Give the file of a pack; that it was taken is recorded first."""
    found = own_pack(request, pack)
    try:
        path = pack_files.kept(found.reference)
    except pack_files.PackGone:
        raise Http404 from None
    take_pack(pack=found, at=timezone.now(), actor_id=request.user.pk)
    name = f"inspection-pack-{request.organisation.slug}-{found.as_at.isoformat()}.zip"
    return FileResponse(BytesIO(path.read_bytes()), as_attachment=True, filename=name)


@leads(Permission.EXPORT, methods=["POST"])
def share(request: LeadRequest, pack: UUID) -> HttpResponse:
    """Make a link to a pack and show it, once: what is kept cannot give it back."""
    found = own_pack(request, pack)
    form = ShareForm(request.POST, action=share_url(request, found))
    if found.state != State.READY or not form.is_valid():
        return pack_page(request, found, form=form)
    token = form.cleaned_data["key"]
    try:
        share_inspection_pack(
            pack=found,
            token=token,
            for_whom=form.cleaned_data["for_whom"],
            days=form.cleaned_data["days"],
            by=request.user,
            at=timezone.now(),
        )
    except TokenTaken:
        return SeeOther(pack_url(request, found))
    return pack_page(
        request, found, made=f"{settings.SITE_URL}{reverse('public:inspection', args=[token])}"
    )


@leads(Permission.EXPORT, methods=["POST"])
def cancel(request: LeadRequest, link: int) -> HttpResponse:
    """Cancel a link: from now on it opens nothing."""
    found = link_in(request.scope, number=link)
    if found is None:
        raise Http404
    cancel_inspection_link(link=found, at=timezone.now(), actor_id=request.user.pk)
    messages.success(request, _("The link for %s opens nothing any more.") % found.for_whom)
    return SeeOther(reverse("lead:inspection", args=[request.organisation.slug]))


def own_pack(request: LeadRequest, reference: UUID) -> InspectionPack:
    """Return the pack at this address.

    :raises Http404: when it is missing, foreign or beyond the sender's scope.
    """
    found = pack_in(request.scope, reference=reference)
    if found is None:
        raise Http404
    return found


def pack_url(request: LeadRequest, found: InspectionPack) -> str:
    """Return the address of a pack."""
    return reverse("lead:pack", args=[request.organisation.slug, found.reference])


def share_url(request: LeadRequest, found: InspectionPack) -> str:
    """Return the address that makes a link to a pack."""
    return reverse("lead:pack_share", args=[request.organisation.slug, found.reference])
