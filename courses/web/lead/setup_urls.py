"""Addresses by which an administrator sets an organisation up, below ``/lead/<organisation>/``."""

from django.urls import path

from courses.web.lead.views import (
    acceptance,
    branding,
    contacts,
    own_texts,
    places,
    retention,
    setup,
)

urlpatterns = [
    path("setup/", setup.setup, name="setup"),
    path("setup/organisation/", setup.organisation, name="organisation"),
    path("setup/sites/", places.sites, name="sites"),
    path("setup/sites/<slug:site>/", places.site, name="site"),
    path("setup/sites/<slug:site>/delete/", places.remove_site, name="remove_site"),
    path("setup/teams/", places.teams, name="teams"),
    path("setup/teams/<int:team>/", places.team, name="team"),
    path("setup/teams/<int:team>/delete/", places.remove_team, name="remove_team"),
    path("setup/jobs/", places.jobs, name="jobs"),
    path("setup/jobs/<slug:job>/", places.job, name="job"),
    path("setup/jobs/<slug:job>/delete/", places.remove_job, name="remove_job"),
    path("setup/tags/", places.tags, name="tags"),
    path("setup/tags/<slug:tag>/", places.tag, name="tag"),
    path("setup/tags/<slug:tag>/delete/", places.remove_tag, name="remove_tag"),
    path("own-texts/", own_texts.own_texts, name="own_texts"),
    path("own-texts/<slug:course>/<slug:local>/", own_texts.own_text, name="own_text"),
    path("setup/records/", acceptance.acceptance, name="acceptance"),
    path("setup/records/issuers/new/", acceptance.issuer_new, name="issuer_new"),
    path("setup/records/issuers/<int:issuer>/end/", acceptance.issuer_end, name="issuer_end"),
    path("setup/records/rules/new/", acceptance.acceptance_new, name="acceptance_new"),
    path(
        "setup/records/rules/<int:acceptance>/end/",
        acceptance.acceptance_end,
        name="acceptance_end",
    ),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/new/", contacts.new_contact, name="new_contact"),
    path("contacts/at/<slug:site>/", contacts.at_site, name="contacts_at"),
    path("contacts/<int:contact>/", contacts.contact, name="contact"),
    path("contacts/<int:contact>/checked/", contacts.check, name="check_contact"),
    path("contacts/<int:contact>/remove/", contacts.remove, name="remove_contact"),
    path("retention/", retention.retention, name="retention"),
    path("retention/hold/", retention.hold, name="hold"),
    path("retention/holds/<uuid:hold>/", retention.release, name="release"),
    path("branding/", branding.branding, name="branding"),
    path("branding/logo/", branding.logo, name="branding_logo"),
    path("branding/colour/", branding.colour, name="branding_colour"),
    path("branding/certificate/", branding.certificate, name="branding_certificate"),
]
