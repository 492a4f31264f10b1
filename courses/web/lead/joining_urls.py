"""Addresses about asking to join, below ``/lead/<organisation>/invitations/``."""

from django.urls import path

from courses.web.lead.views import join_requests, joining

urlpatterns = [
    path("requests/", join_requests.requests, name="requests"),
    path("requests/<int:asking>/decline/", join_requests.decline, name="request_decline"),
    path("joining/", joining.joining, name="joining"),
    path("joining/code/", joining.code_new, name="joining_code"),
    path("joining/domain/", joining.domain_new, name="joining_domain"),
    path("joining/<int:way>/renew/", joining.renew, name="joining_renew"),
    path("joining/<int:way>/end/", joining.end, name="joining_end"),
]
