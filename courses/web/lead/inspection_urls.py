"""Addresses of inspection packs and the log of gaps, below ``/lead/<organisation>/inspection/``."""

from django.urls import path

from courses.web.lead.views import gaps, inspection

urlpatterns = [
    path("", inspection.inspection, name="inspection"),
    path("packs/<uuid:pack>/", inspection.pack, name="pack"),
    path("packs/<uuid:pack>/pack.zip", inspection.pack_file, name="pack_file"),
    path("packs/<uuid:pack>/share/", inspection.share, name="pack_share"),
    path("links/<int:link>/cancel/", inspection.cancel, name="link_cancel"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/<uuid:gap>/", gaps.gap, name="gap"),
]
