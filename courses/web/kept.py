"""What is kept about a person: why, who sees it and for how long, as the privacy page says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data: what, who sees it, how long."""

    what: str
    seen_by: str
    how_long: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is kept for one purpose."""

    name: str
    rows: Sequence[Kept]


def purposes() -> list[Purpose]:
    """Return everything that is kept about a person, by what it is kept for."""
    leads = _("you and your leads")
    alone = _("you alone")
    stays = _("with the records")
    return [
        Purpose(_("To know who you are and where you work"), who_you_are(leads, stays)),
        Purpose(_("To let you in, and nobody else in your name"), signing_in(alone)),
        Purpose(_("To show who was trained"), trained(leads, stays)),
        Purpose(_("To help you learn"), learning(leads, alone, stays)),
        Purpose(_("To write to you"), writing(stays)),
        Purpose(_("To prove that nothing was changed unseen"), proving(stays)),
    ]


def who_you_are(leads: str, stays: str) -> list[Kept]:
    """Return what says who a person is."""
    return [
        Kept(
            _("Your name, work email address and staff number"),
            leads,
            stays,
        ),
        Kept(_("Your job, site and team, from which day to which"), leads, stays),
        Kept(
            _("Tags: your organisation's own words for people, such as “first aider”"),
            leads,
            stays,
        ),
        Kept(_("Invitations that were sent to you"), leads, stays),
        Kept(
            _("If you ask to join: your name, work email address and staff number"),
            _("you, and the training leads of the place you ask"),
            _("until 30 days after you asked or it was decided, or as your organisation has set"),
        ),
        Kept(
            _("The rows about you in lists of staff that your organisation uploads"),
            _("the training leads who may change staff"),
            stays,
        ),
        Kept(
            _(
                "That you are under a legal hold, from when and why: what is held about you then "
                "outlives its period: that you were in a training room, the files you attached "
                "and your request to join"
            ),
            _("you, and the administrators of your organisation"),
            stays,
        ),
        Kept(
            _("What you may do here beyond learning, such as leading"),
            _("you, and the administrators of your organisation"),
            stays,
        ),
    ]


def signing_in(alone: str) -> list[Kept]:
    """Return what is kept so that a person can sign in."""
    nobody = _("nobody")
    hours = _("until you sign out, at most %d hours") % settings.SESSION_HOURS
    return [
        Kept(
            _("Your password, in a form that cannot be turned back"),
            nobody,
            _("until you change it"),
        ),
        Kept(
            _("Your authenticator app and recovery codes, if you use a second step"),
            alone,
            _("until you remove them"),
        ),
        Kept(_("That you are signed in"), nobody, hours),
        Kept(
            _("The network address you come from, counted to slow down guessing"),
            nobody,
            _("a few minutes"),
        ),
    ]


def trained(leads: str, stays: str) -> list[Kept]:
    """Return what shows that a person was trained."""
    months = settings.ATTENDANCE_MONTHS
    return [
        Kept(
            _("Courses you were given or chose, when you completed them, their length"),
            leads,
            stays,
        ),
        Kept(
            _("Certificates"),
            _(
                "%s; anybody with a certificate's number sees what is printed on it and who issued "
                "it, without your name"
            )
            % leads,
            stays,
        ),
        Kept(
            _("Badges, and links you made that show a certificate with your name"),
            _("you, and whoever you give them to; a link for 30 days or until you cancel it"),
            stays,
        ),
        Kept(
            _("Training you say you did elsewhere, and whether it was accepted"),
            leads,
            stays,
        ),
        Kept(
            _("The file you attached to show it"),
            leads,
            _(
                "until a year after it was not accepted, or six years after it was accepted, or as"
                " your organisation has set"
            ),
        ),
        Kept(
            _("Team talks, sessions and observed practice at which you were present"),
            leads,
            stays,
        ),
        Kept(
            _("On which day you had a corridor check; never what was asked or said"),
            leads,
            stays,
        ),
        Kept(
            _("That you were present in a training room, and from when"),
            leads,
            _("%d months, or as your organisation has set; your PIN until the room closes")
            % months,
        ),
        Kept(_("Being excused from a course, until when and why"), leads, stays),
        Kept(
            _("As a starter: who supervises you, until when and why"),
            _("%s, and that colleague") % leads,
            stays,
        ),
    ]


def learning(leads: str, alone: str, stays: str) -> list[Kept]:
    """Return what is kept while a person learns."""
    figures = _("you alone; figures about a question are shown for ten people and more")
    return [
        Kept(
            _("That you tried the quiz, on which day, and passed or not yet"),
            leads,
            stays,
        ),
        Kept(_("Your answers in lessons and quizzes, and your score"), figures, stays),
        Kept(
            _("Where you stopped, and which lessons you finished"),
            _("you alone; leads see not started, in progress or completed"),
            stays,
        ),
        Kept(_("Your way through a story; never a reason you typed"), alone, stays),
        Kept(
            _("Which practice you did and on which day; never what you typed"),
            alone,
            stays,
        ),
        Kept(_("Questions to refresh your memory, and your answers"), figures, stays),
        Kept(
            _("Extra time at quizzes that you choose yourself"),
            alone,
            _("until you change it"),
        ),
        Kept(
            _("Extra time that a lead gives you, and a reason from a short list"),
            leads,
            stays,
        ),
        Kept(
            _("Your wishes: optional mail, how often, quiz on one page"),
            alone,
            _("until you change them"),
        ),
    ]


def writing(stays: str) -> list[Kept]:
    """Return what is kept of the mail to a person."""
    return [
        Kept(
            _("Emails we sent you: subject, text, day, and whether the server took them"),
            _(
                "training leads see which reminders, invitations and other mails of their "
                "organisation you were sent, and which could not be delivered"
            ),
            stays,
        ),
        Kept(
            _("Sign-in codes and links for a new password"),
            _("you alone"),
            _("their text until it is sent, at most 15 minutes"),
        ),
        Kept(
            _("Which reminder you had about which course"),
            _("you and your leads"),
            stays,
        ),
    ]


def proving(stays: str) -> list[Kept]:
    """Return what is kept so that nothing can be changed unseen."""
    return [
        Kept(
            _("The trail: what was done, when, by whom and about whom, by numbers"),
            _(
                "training leads and administrators of the whole organisation, with names; you see "
                "when your page was opened"
            ),
            stays,
        ),
        Kept(
            _("Lists and inspection packs with your name, as files that a lead takes away"),
            _("the training leads, and whoever they are meant for, such as an inspector"),
            _("here 7 days for a long list and 90 days for a pack"),
        ),
    ]
