"""Addresses of training rooms, below ``/lead/<organisation>/gatherings/``."""

from django.urls import include, path

from courses.web.lead.views import gathering_answers, gathering_people, gatherings

ROOM = [
    path("", gatherings.gathering, name="gathering"),
    path("next/", gatherings.next_part, name="gathering_next"),
    path("wall/", gatherings.wall, name="gathering_wall"),
    path("wall/answers/", gathering_answers.answers, name="gathering_answers"),
    path("close/", gatherings.close, name="gathering_close"),
    path("people/", gathering_people.people, name="gathering_people"),
    path("slips/", gathering_people.slips, name="gathering_slips"),
    path("seats/<int:seat>/pin/", gathering_people.new_pin, name="seat_pin"),
    path("seats/<int:seat>/present/", gathering_people.present, name="seat_present"),
]
urlpatterns = [
    path("", gatherings.gatherings, name="gatherings"),
    path("new/", gatherings.new, name="gathering_new"),
    path("<uuid:gathering>/", include(ROOM)),
]
