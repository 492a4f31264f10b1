"""Addresses of the answers for other software, below ``/api/``."""

from django.urls import path

from courses.web.api.views import issuer, verify

app_name = "api"
urlpatterns = [
    path("issuer.json", issuer.issuer, name="issuer"),
    path("keys/<str:thumbprint>.json", issuer.key, name="issuer_key"),
    path("verify/<str:number>/", verify.certificate, name="verify"),
]
