"""Root addresses, one line per audience."""

from django.urls import include, path

from courses.web.public.views.errors import not_offered

handler403 = "courses.web.public.views.errors.refused"
handler404 = "courses.web.public.views.errors.missing"
handler500 = "courses.web.public.views.errors.failed"

urlpatterns = [
    path("learn/", include("courses.web.learner.urls")),
    path("lead/", include("courses.web.lead.urls")),
    path("author/", include("courses.web.author.urls")),
    # Addresses of people are their organisation's to change; allauth offers it to everybody.
    path("account/", not_offered, name="account_root"),
    path("account/email/", not_offered, name="account_email"),
    path("account/signup/", not_offered, name="account_signup"),
    path("account/", include("allauth.urls")),
    path("api/", include("courses.web.api.urls")),
    path("", include("courses.web.public.urls")),
]
