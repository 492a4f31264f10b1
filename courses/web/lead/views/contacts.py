"""Whom staff of each site tell: entered, corrected, checked again, and shown as they see it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.accounts.models import Site
from courses.accounts.permissions import Permission
from courses.accounts.queries import site_by_slug, sites_of
from courses.catalogue.contacts import contacts_for
from courses.catalogue.local_contacts import WORDS, contact_of, contacts_of, has_lead, health_of
from courses.catalogue.models import Contact
from courses.catalogue.slots import BY_IDENTIFIER, LEAD
from courses.usecases.check_contact import check_contact
from courses.usecases.remove_contact import remove_contact
from courses.usecases.save_contact import save_contact
from courses.web.lead.contact_forms import ContactForm
from courses.web.lead.gate import LeadRequest, leads
from courses.web.lead.setup_forms import RemoveForm
from courses.web.presenters import ShownContact, concern_panel, shown_contact


@dataclass(frozen=True, slots=True)
class Line:
    """One contact of the list, with what can be done to it."""

    anchor: str
    label: str
    shown: ShownContact
    change_url: str
    check_url: str
    remove_url: str
    is_checked_today: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The contacts of one site, or those for all of them."""

    name: str
    lines: list[Line]
    preview_url: str | None
    add_url: str
    lacks_lead: bool


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def contacts(request: LeadRequest) -> HttpResponse:
    """Show every contact of the organisation, and which need a look."""
    here, today = request.organisation, request.scope.on
    sites, rows = sites_of(here), contacts_of(here)
    add_url = reverse("lead:new_contact", args=[here.slug])
    common = Group(
        name=_("All sites"),
        lines=[line_of(request, row) for row in rows if row.site_id is None],
        preview_url=None,
        add_url=add_url,
        lacks_lead=False,
    )
    of_sites = [
        Group(
            name=site.name,
            lines=[line_of(request, row) for row in rows if row.site_id == site.pk],
            preview_url=reverse("lead:contacts_at", args=[here.slug, site.slug]),
            add_url=f"{add_url}?site={site.slug}",
            lacks_lead=not has_lead(rows, site),
        )
        for site in sites
    ]
    context = {
        "organisation": here,
        "groups": [common, *of_sites],
        "health": health_of(contacts=rows, sites=sites, on=today),
        "sites": sites,
        "sites_url": reverse("lead:sites", args=[here.slug]),
        "add_url": f"{add_url}?slot={LEAD}",
        "public_url": reverse("public:concern_in", args=[here.slug]),
    }
    return render(request, "courses/lead/contacts.html", context)


def line_of(request: LeadRequest, contact: Contact) -> Line:
    """Return one contact as the list shows it."""
    slot = BY_IDENTIFIER.get(contact.slot)
    at = [request.organisation.slug, contact.pk]
    return Line(
        anchor=f"contact-{contact.pk}",
        label=slot.label if slot else contact.slot,
        shown=shown_contact(contact, on=request.scope.on),
        change_url=reverse("lead:contact", args=at),
        check_url=reverse("lead:check_contact", args=at),
        remove_url=reverse("lead:remove_contact", args=at),
        is_checked_today=contact.checked_on == request.scope.on,
    )


def own_contact(request: LeadRequest, pk: int) -> Contact:
    """Return the contact of this number.

    :raises Http404: when it is missing or another organisation's.
    """
    found = contact_of(organisation=request.organisation, pk=pk)
    if found is None:
        raise Http404
    return found


def list_url(request: LeadRequest, contact: Contact | None = None) -> str:
    """Return the address of the list, at one contact where one is named."""
    url = reverse("lead:contacts", args=[request.organisation.slug])
    return f"{url}#contact-{contact.pk}" if contact else url


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def new_contact(request: LeadRequest) -> HttpResponse:
    """Enter one contact; the address may name its slot and site."""
    asked = {name: request.GET.get(name, "") for name in ("slot", "site")}
    return edited(request, None, initial=asked)


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def contact(request: LeadRequest, contact: int) -> HttpResponse:
    """Correct one contact; staff see it at once."""
    found = own_contact(request, contact)
    words = {name: getattr(found, name) for name in ("slot", *WORDS)}
    site = found.site.slug if found.site else ""
    return edited(request, found, initial={**words, "site": site})


def edited(
    request: LeadRequest, contact: Contact | None, *, initial: dict[str, Any]
) -> HttpResponse:
    """Show the form of a contact and write what it says."""
    here, back = request.organisation, list_url(request)
    form = ContactForm(
        data=request.POST if request.method == "POST" else None,
        sites=sites_of(here),
        initial=initial,
    )
    form.heading = contact.name if contact else _("Add a contact")
    form.cancel_url = back
    if form.is_valid():
        data = form.cleaned_data
        saved = save_contact(
            organisation=here,
            site=site_by_slug(organisation=here, slug=data["site"]) if data["site"] else None,
            words={name: data[name] for name in ("slot", *WORDS)},
            contact=contact,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("%s saved. Staff see it from now on") % saved.name)
        return redirect(list_url(request, saved))
    context = {"form": form, "title": form.heading, "back_url": back, "back": _("Contacts")}
    return render(request, "courses/lead/setup_form.html", context)


@leads(Permission.ADMINISTER, methods=["POST"], whole=True)
def check(request: LeadRequest, contact: int) -> HttpResponse:
    """Note that the sender found the contact right today."""
    found = own_contact(request, contact)
    check_contact(contact=found, by=request.user, at=timezone.now())
    messages.success(request, _("%s: checked today") % found.name)
    return redirect(list_url(request, found))


@leads(Permission.ADMINISTER, methods=["GET", "POST"], whole=True)
def remove(request: LeadRequest, contact: int) -> HttpResponse:
    """Take one contact away, after asking."""
    found, back = own_contact(request, contact), list_url(request)
    if request.method == "POST":
        remove_contact(contact=found, by=request.user, at=timezone.now())
        messages.success(request, _("%s taken away") % found.name)
        return redirect(back)
    context = {
        "contact": found,
        "shown": shown_contact(found, on=request.scope.on),
        "place": found.site.name if found.site else _("all sites"),
        "is_lead": found.slot == LEAD,
        "form": RemoveForm(label=_("Take away %s") % found.name, cancel_url=back),
        "back_url": back,
    }
    return render(request, "courses/lead/contact_remove.html", context)


@leads(Permission.ADMINISTER, methods=["GET"], whole=True)
def at_site(request: LeadRequest, site: str) -> HttpResponse:
    """Show the concern page of one site as its staff see it."""
    here = request.organisation
    place: Site | None = site_by_slug(organisation=here, slug=site)
    if place is None:
        raise Http404
    panel = concern_panel(
        contacts_for(organisation=here, site=place),
        place=f"{here.name}, {place.name}",
        on=request.scope.on,
        names_checker=True,
    )
    context = {
        "panel": panel,
        "site": place,
        "back_url": list_url(request),
        "page_url": reverse("public:concern_at", args=[here.slug, place.slug]),
        "is_public": here.concern_page_is_public,
    }
    return render(request, "courses/lead/contacts_at.html", context)
