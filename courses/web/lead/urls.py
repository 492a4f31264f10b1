"""Addresses of the training lead's pages, below ``/lead/``."""

from django.urls import path

from courses.web.lead.views import people

app_name = "lead"
urlpatterns = [
    path("<slug:organisation>/people/", people.people, name="people"),
]
