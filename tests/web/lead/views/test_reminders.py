"""The page of reminders, its calendar, the day, and the preview of one mail."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.notifications.models import Message
from courses.notifications.planning import add_quiet_days, save_plan
from courses.usecases import foresee_reminders
from courses.usecases.send_reminders import send_reminders
from courses.web.presenters import day_in_words
from tests.web.reading import text_of

PAGE = "/lead/elm-park/reminders/"


@pytest.fixture
def due_in_20(elm, rule, today):
    """Let everybody of Elm Park be due in 20 days: the first mail goes today, the next in 6."""
    type(rule).objects.update(due_days=(today - rule.effective_from).days + 20)
    return today + timedelta(days=6)


def test_each_day_leads_to_whom_and_from_there_to_the_mail(elm, lewis, due_in_20, today):
    page = lewis.get(PAGE)
    (link, *others) = re.findall(r'href="(/lead/elm-park/reminders/on/\?day=[^"]+)"', page.text)
    day = lewis.get(f"{PAGE}on/?day={due_in_20.isoformat()}")

    shown = text_of(page)
    assert link == f"{PAGE}on/?day={today.isoformat()}"
    assert len(others) == 3
    assert "mails would go out if nobody completed anything meanwhile." in shown
    assert f"A small course, due {day_in_words(today + timedelta(days=20))}: 14 days before" in (
        text_of(day)
    )
    member = elm.membership(elm.amira).pk
    assert f'href="{PAGE}preview/{member}/"' in day.text


def test_the_preview_shows_the_mail_that_is_sent(elm, lewis, due_in_20, today):
    member = elm.membership(elm.amira).pk

    shown = lewis.get(f"{PAGE}preview/{member}/")
    send_reminders(at=timezone.now())

    message = Message.objects.get(recipient=elm.amira)
    assert shown.context["found"].on == today
    assert (shown.context["found"].subject, shown.context["found"].body) == (
        message.subject,
        message.body,
    )
    words = text_of(shown)
    assert message.subject in words
    assert all(line in words for line in message.body.split("\n") if line.strip())


def test_who_has_nothing_to_do_has_no_mail_to_come(elm, lewis, trained):
    trained(elm.amira, 10)

    shown = lewis.get(f"{PAGE}preview/{elm.membership(elm.amira).pk}/")

    assert "No reminder goes to this person in the next 30 days" in text_of(shown)


def test_quiet_days_and_a_pause_are_named_and_have_no_mail(elm, lewis, due_in_20, today):
    add_quiet_days(
        organisation=elm.organisation,
        name="Half term",
        first_day=today + timedelta(days=2),
        last_day=due_in_20,
    )
    save_plan(organisation=elm.organisation, changes={"paused_until": today})

    page = lewis.get(PAGE)

    days = {one.on: one for one in page.context["days"]}
    assert (days[today].mails, days[today].note) == (0, "Paused")
    assert (days[due_in_20].mails, days[due_in_20].note) == (0, "Half term: no reminders")
    assert days[due_in_20 + timedelta(days=1)].mails == 5
    assert "Let reminders go again" in text_of(page)


def test_a_lead_of_a_part_sees_its_people_and_changes_nothing(elm, noor, due_in_20, today):
    page = text_of(noor.get(PAGE))
    day = text_of(noor.get(f"{PAGE}on/?day={today.isoformat()}"))
    grace = elm.membership(elm.grace).pk

    assert "A lead of the whole organisation can change this." in page
    assert "Change when they go" not in page
    assert ("Amira Haddad" in day, "Grace Whitfield" in day) == (True, False)
    assert noor.get(f"{PAGE}preview/{grace}/").status_code == 404
    assert noor.get(f"{PAGE}when/").status_code == 404


@pytest.mark.parametrize("day", ["2020-01-01", "soon", "2026-02-30"])
def test_a_day_that_is_none_of_the_30_is_not_found(lewis, day):
    assert lewis.get(f"{PAGE}on/?day={day}").status_code == 404


def test_nobody_on_a_day_is_said(lewis, rule, today):
    type(rule).objects.update(due_days=(today - rule.effective_from).days + 300)

    assert "Nobody would be reminded on this day." in text_of(lewis.get(f"{PAGE}on/"))


def test_of_more_people_than_can_be_worked_out_the_page_says_so(lewis, monkeypatch):
    monkeypatch.setattr(foresee_reminders, "MOST_PEOPLE", 2)

    assert "for up to 5,000 people" in text_of(lewis.get(PAGE))
    assert lewis.get(f"{PAGE}on/").status_code == 404
