"""Addresses of the answers for other software, below ``/api/``."""

from django.urls import path

from courses.web.api.views import verify

app_name = "api"
urlpatterns = [
    path("verify/<str:number>/", verify.certificate, name="verify"),
]
