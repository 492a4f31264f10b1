"""Root addresses, one line per audience."""

from django.urls import include, path

urlpatterns = [
    path("learn/", include("courses.web.learner.urls")),
    path("lead/", include("courses.web.lead.urls")),
    path("account/", include("allauth.urls")),
    path("", include("courses.web.public.urls")),
]
