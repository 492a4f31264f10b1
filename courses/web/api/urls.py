"""Addresses of the answers for other software, below ``/api/``."""

from django.urls import path

from courses.web.api.views import issuer, status, verify

app_name = "api"
urlpatterns = [
    path("issuer.json", issuer.issuer, name="issuer"),
    path("keys/<str:thumbprint>.json", issuer.key, name="issuer_key"),
    path("status/<int:status_list>/", status.status_list, name="status"),
    path("verify/<str:number>/", verify.certificate, name="verify"),
]
