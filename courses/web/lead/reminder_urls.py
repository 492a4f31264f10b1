"""Addresses of reminders, below ``/lead/<organisation>/reminders/``."""

from django.urls import path

from courses.web.lead.views import reminder_plan, reminders, undelivered

urlpatterns = [
    path("", reminders.reminders, name="reminders"),
    path("on/", reminders.reminders_on, name="reminders_on"),
    path("preview/<int:membership>/", reminders.preview, name="reminder_preview"),
    path("when/", reminder_plan.plan, name="reminder_plan"),
    path("words/", reminder_plan.words, name="reminder_words"),
    path("pause/", reminder_plan.pause, name="reminder_pause"),
    path("quiet-days/", reminder_plan.quiet_days, name="quiet_days"),
    path("quiet-days/remove/", reminder_plan.remove_days, name="quiet_days_remove"),
    path("undelivered/", undelivered.stuck, name="undelivered"),
    path("undelivered/again/", undelivered.again, name="undelivered_again"),
]
