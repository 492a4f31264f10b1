"""Addresses of other learning, below ``/lead/<organisation>/updates/``."""

from django.urls import path

from courses.web.lead.views import updates

urlpatterns = [
    path("", updates.updates, name="updates"),
    path("new/", updates.new, name="update_new"),
    path("<uuid:update>/", updates.update, name="update"),
    path("<uuid:update>/people/", updates.people, name="update_people"),
    path("<uuid:update>/take-back/", updates.take_back, name="update_take_back"),
]
