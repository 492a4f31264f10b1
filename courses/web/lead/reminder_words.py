"""How an organisation reminds, and what became of mail, in plain words."""

from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.notifications.models import Message
from courses.notifications.plan import Plan
from courses.notifications.planning import words_of
from courses.notifications.services import TRIES, Problem
from courses.web.lead.reminder_forms import WEEKDAYS
from courses.web.presenters import day_in_words


def plan_rows(plan: Plan, *, on: date) -> list[dict[str, Any]]:
    """Return how people are reminded, as rows of a summary."""
    rows = [
        {
            "key": _("Before the due day"),
            "value": _("%s days before") % words_of(plan.before),
        },
        {"key": _("Once overdue"), "value": overdue_words(plan)},
        {"key": _("Quiet hours"), "value": quiet_words(plan)},
        {
            "key": _("Training leads"),
            "value": _("Are not told how their teams stand")
            if plan.digest_on is None
            else _("%s, how their teams stand") % WEEKDAYS[plan.digest_on + 1][1],
        },
    ]
    if plan.paused_until is not None and plan.paused_until >= on:
        until = day_in_words(plan.paused_until)
        rows.insert(0, {"key": _("Paused"), "value": _("Until the end of %s") % until})
    return rows


def overdue_words(plan: Plan) -> str:
    """Return when somebody who is overdue is reminded."""
    first = _("The day after the due day")
    if not plan.repeats:
        return first
    again = ngettext(
        "then every %(days)d days, %(times)d time",
        "then every %(days)d days, %(times)d times",
        plan.repeats,
    ) % {"days": plan.every_days, "times": plan.repeats}
    return f"{first}, {again}"


def quiet_words(plan: Plan) -> str:
    """Return the quiet hours."""
    if plan.quiet_from == plan.quiet_until:
        return _("None")
    return _("From %(first)s to %(last)s: what is due then leaves when they end") % {
        "first": clock(plan.quiet_from),
        "last": clock(plan.quiet_until),
    }


def clock(moment: time) -> str:
    """Return a time of day as "8pm" or "7:30am"."""
    if moment in {time(0), time(12)}:
        return _("midnight") if moment == time(0) else _("midday")
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def stage_words(stage: str) -> str:
    """Return a stage such as "before-14" in words."""
    kind, _mark, number = stage.partition("-")
    count = int(number)
    if kind == "before":
        return ngettext("%d day before", "%d days before", count) % count
    if count == 0:
        return _("first reminder after the due day")
    return _("reminder %d after the due day") % (count + 1)


KINDS = {
    Message.Kind.CERTIFICATE: gettext_lazy("Certificate"),
    Message.Kind.INVITATION: gettext_lazy("Invitation"),
    Message.Kind.REMINDER: gettext_lazy("Reminder"),
    Message.Kind.NOTICE: gettext_lazy("Change of address"),
    Message.Kind.DIGEST: gettext_lazy("How teams stand"),
}


def kind_words(message: Message) -> str:
    """Return what a message is, in a word or two."""
    kind = Message.Kind(message.kind)
    return str(KINDS.get(kind, kind.label))


def why_words(message: Message) -> str:
    """Return why a message was not delivered."""
    if message.problem == Problem.NO_ADDRESS:
        return _("There is no email address to send it to.")
    if message.problem == Problem.ADDRESS_REFUSED:
        return _("The mail server says that nobody has this address.")
    if message.problem == Problem.UNSENDABLE:
        return _("The mail could not be written as an email.")
    return ngettext(
        "The mail server did not take it, tried %d time.",
        "The mail server did not take it, tried %d times.",
        message.tries,
    ) % (message.tries or TRIES)


def remedy_words(message: Message) -> str:
    """Return what would help, where something does."""
    if message.failed_at is None:
        return _("It is tried again by itself. Nothing is to be done yet.")
    if not message.body:
        return _("Its link is used up. Send the invitation again under Invitations.")
    if message.problem in {Problem.NO_ADDRESS, Problem.ADDRESS_REFUSED}:
        return _("Correct the address, then try again.")
    return _("Try again. Where it fails once more, tell whoever runs the mail server.")
