"""Addresses of the training lead's pages, below ``/lead/``."""

from django.urls import path

from courses.web.lead.views import invitations, people

app_name = "lead"
urlpatterns = [
    path("<slug:organisation>/people/", people.people, name="people"),
    path("<slug:organisation>/invitations/", invitations.invitations, name="invitations"),
    path("<slug:organisation>/invitations/new/", invitations.invite, name="invite"),
    path(
        "<slug:organisation>/invitations/<int:invitation>/resend/",
        invitations.resend,
        name="resend",
    ),
    path(
        "<slug:organisation>/invitations/<int:invitation>/withdraw/",
        invitations.withdraw,
        name="withdraw",
    ),
]
