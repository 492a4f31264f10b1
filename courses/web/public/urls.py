"""Addresses that anybody may open, signed in or not."""

from django.urls import path

from courses.web.public.views import (
    brand,
    concern,
    health,
    inspection,
    join,
    leave,
    medium,
    pages,
    reading,
    refresher,
    room,
    verify,
    verify_record,
    wishes,
)

app_name = "public"
urlpatterns = [
    path("", pages.front, name="front"),
    path("leave/", leave.leave, name="leave"),
    path("concern/", concern.national, name="concern"),
    path("concern/<slug:organisation>/", concern.of_organisation, name="concern_in"),
    path("concern/<slug:organisation>/<slug:site>/", concern.of_site, name="concern_at"),
    path("brand/<str:accent>.css", brand.stylesheet, name="stylesheet"),
    path("brand/<str:logo>.png", brand.logo, name="logo"),
    path("media/<str:medium>", medium.medium, name="medium"),
    path("support/", concern.support, name="support"),
    path("verify/", verify.ask, name="verify"),
    path("verify/record/", verify_record.record, name="verify_record"),
    path("verify/<str:number>/", verify.certificate, name="verify_number"),
    path("join/", room.join, name="join_room"),
    path("join/room-closed/", room.over, name="room_over"),
    path("join/<str:token>/", join.join, name="join"),
    path("refresher/<str:refresher>/", refresher.questions, name="refresher"),
    path("refresher/<str:refresher>/skip/", refresher.skip, name="refresher_skip"),
    path("refresher/<str:refresher>/<int:position>/", refresher.answer, name="refresher_answer"),
    path("inspection/<str:inspection>/", inspection.overview, name="inspection"),
    path("inspection/<str:inspection>/pack.zip", inspection.pack_file, name="inspection_file"),
    path("inspection/<str:inspection>/<slug:part>/", inspection.part, name="inspection_part"),
    path("optional-mail/<str:wish>/", wishes.optional_mail, name="optional_mail"),
    path("reading/", reading.reading, name="reading"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("health/", health.health, name="health"),
    path("ready/", health.ready, name="ready"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
]
