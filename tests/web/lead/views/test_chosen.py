"""Doing one thing for the people chosen: asked, checked, confirmed, shown and taken back."""

import re
from datetime import time, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.accounts.models import Team
from courses.accounts.staff import periods_from
from courses.common.dates import local_date
from courses.compliance.models import Exemption
from courses.learning.models import Enrolment
from courses.notifications.models import Reminder
from courses.reporting.bulk import BulkAction
from courses.usecases.change_reminders import change_reminders
from tests.people import NOON, STARTED, make_member
from tests.tables import everything
from tests.usecases.choosing import act
from tests.web.reading import text_of

CHOSEN = "/lead/elm-park/people/chosen/"


def of(elm, *users):
    """Return the end of an address that chooses these people."""
    return "?" + "&".join(f"person={elm.membership(user).pk}" for user in users)


def hidden(answer):
    """Return the hidden fields of the form on the page."""
    found = re.findall(
        r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode()
    )
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def confirm(browser, path, answer):
    """Confirm what the check page ``answer`` shows."""
    return browser.post(path, hidden(answer) | {"confirmed": "1"}, follow=True)


@pytest.fixture
def always_open(elm):
    """Let reminders leave at every time of the day."""
    none = {"quiet_from": time(0), "quiet_until": time(0)}
    change_reminders(organisation=elm.organisation, changes=none, at=NOON, actor_id=elm.lewis.pk)


@pytest.mark.usefixtures("always_open")
def test_a_reminder_to_everybody_of_one_team_takes_three_clicks_and_a_confirmation(
    elm, lewis, team
):
    dashboard = lewis.get("/lead/elm-park/").content.decode()
    link = re.search(r'href="([^"]*team=\d+[^"]*status=[^"]*)"', dashboard)[1]
    listed = lewis.get(unescape(link)).content.decode()
    kept = re.search(r"\?(.*)", unescape(link))[1]
    assert "All 1 people" in listed or "The 1 person of this list" in listed
    path = f"{CHOSEN}remind/?{kept}&everybody=on&of=people"
    checked = lewis.get(path)

    done = confirm(lewis, path, checked)

    assert "1 person: 1 will be reminded." in text_of(checked)
    mail = "Subject: Safeguarding training: 1 course to finish Hello Amira Haddad,"
    assert mail in text_of(checked)
    assert "1 person: 1 is sent a reminder." in text_of(done)
    assert set(Reminder.objects.values_list("membership__user__name", flat=True)) == {
        "Amira Haddad"
    }


def test_looking_at_the_check_page_does_nothing(elm, lewis):
    before = everything()

    lewis.get(f"{CHOSEN}remind/{of(elm, elm.amira)}")

    after = everything()
    assert {name for name in after if after[name] != before.get(name)} <= {"sessions.Session"}


@pytest.mark.usefixtures("always_open")
def test_both_lists_are_shown_before_and_after(elm, lewis, trained):
    trained(elm.noor, 9)
    path = f"{CHOSEN}remind/{of(elm, elm.amira, elm.noor)}"
    checked = lewis.get(path)

    done = confirm(lewis, path, checked)

    assert "2 people: 1 will be reminded, 1 has nothing to do." in text_of(checked)
    assert "2 people: 1 is sent a reminder, 1 has nothing to do." in text_of(done)
    assert "Noor Siddiqui" in text_of(done)


def test_posted_twice_it_is_done_once(elm, lewis):
    path = f"{CHOSEN}remind/{of(elm, elm.amira)}"
    checked = lewis.get(path)
    first = confirm(lewis, path, checked)

    again = confirm(lewis, path, checked)

    assert again.redirect_chain == first.redirect_chain
    assert BulkAction.objects.count() == 1


def test_a_list_that_has_changed_meanwhile_is_shown_again(elm, lewis):
    path = f"{CHOSEN}remind/?everybody=on"
    checked = lewis.get(path)
    make_member(elm.organisation, elm.north, elm.teacher, "Mei Tan")

    again = confirm(lewis, path, checked)

    assert "The list has changed since you looked at it. Nothing was done." in text_of(again)
    assert "6 people" in text_of(again)
    assert BulkAction.objects.count() == 0


def test_excusing_asks_first_then_checks_then_can_be_undone(elm, lewis, small_course, today):
    path = f"{CHOSEN}exempt/{of(elm, elm.amira, elm.noor)}"
    asked = lewis.get(path)
    last = today + timedelta(days=30)
    kept = {
        **hidden(asked),
        "course": small_course.course_id,
        "reason": "On long leave",
        "last_day": str(last),
    }
    checked = lewis.post(path, kept)
    assert Exemption.objects.count() == 0

    done = confirm(lewis, path, checked)

    shown = text_of(checked)
    assert "2 people: 2 will be excused." in shown
    assert "2 people become exempt." in shown
    assert "Amira Haddad Overdue since 1 October 2024 Exempt until" in shown
    assert "2 people: 2 are excused." in text_of(done)
    again = confirm(lewis, path, checked)
    assert again.redirect_chain == done.redirect_chain
    assert Exemption.objects.current().count() == 2
    undone = lewis.post(done.redirect_chain[0][0], {"undo": "1"}, follow=True)
    assert "This was undone: everybody is as they were before it." in text_of(undone)
    assert Exemption.objects.current().count() == 0


def test_what_is_missing_is_said_at_the_field_and_the_rest_kept(elm, lewis):
    path = f"{CHOSEN}exempt/{of(elm, elm.amira)}"

    answer = lewis.post(path, {**hidden(lewis.get(path)), "reason": "On long leave"})

    assert "Choose a course" in text_of(answer)
    assert "Enter the last day" in text_of(answer)
    assert re.search(r'value="On long leave"\s+selected', answer.content.decode())


def test_change_leads_back_to_the_form_as_it_was_filled_in(elm, lewis, small_course, today):
    path = f"{CHOSEN}exempt/{of(elm, elm.amira)}"
    kept = {
        **hidden(lewis.get(path)),
        "course": small_course.course_id,
        "reason": "On long leave",
        "last_day": str(today),
    }
    checked = lewis.post(path, kept)

    answer = lewis.post(path, hidden(checked) | {"change": "1"})

    page = answer.content.decode()
    assert "There is a problem" not in page
    assert f'name="last_day_year" value="{today.year}"' in page


def test_giving_a_course(elm, lewis, small_course):
    path = f"{CHOSEN}enrol/{of(elm, elm.amira)}"
    checked = lewis.post(path, {**hidden(lewis.get(path)), "course": small_course.course_id})

    done = confirm(lewis, path, checked)

    assert "changes nobody's status" in text_of(checked)
    assert "1 person: 1 was given the course." in text_of(done)
    assert "Undo" not in text_of(done)
    assert Enrolment.objects.get().learner == elm.amira


def test_changing_team(elm, harbour, noor):
    year = Team.objects.create(organisation=elm.organisation, site=elm.north, name="Year 6")
    Team.objects.create(organisation=elm.organisation, site=elm.south, name="Year 7")
    Team.objects.create(organisation=harbour.organisation, name="Boats")
    path = f"{CHOSEN}move/{of(elm, elm.amira)}"
    asked = noor.get(path)
    checked = noor.post(path, {**hidden(asked), "team": year.pk})

    confirm(noor, path, checked)

    offered = re.findall(r"<option[^>]*>\s*([^<]+?)\s*</option>", asked.content.decode())
    assert offered == ["Choose", "Year 6", "No team"]
    today = local_date(timezone.now())
    (period,) = periods_from(elm.membership(elm.amira), on=today)
    assert period.team == year


def test_a_team_of_others_cannot_be_posted(elm, harbour, noor):
    south = Team.objects.create(organisation=elm.organisation, site=elm.south, name="Year 7")
    path = f"{CHOSEN}move/{of(elm, elm.amira)}"

    answer = noor.post(path, {**hidden(noor.get(path)), "team": south.pk, "confirmed": "1"})

    assert "Choose a team from the list" in text_of(answer)
    assert [one.valid_from for one in periods_from(elm.membership(elm.amira), on=STARTED)] == [
        STARTED
    ]


@pytest.mark.parametrize("path", [f"{CHOSEN}delete/", "/lead/harbour-trust/people/chosen/remind/"])
def test_another_action_or_organisation_is_not_there(elm, harbour, lewis, path):
    assert lewis.get(path).status_code == 404


def test_one_foreign_person_in_the_post_changes_nothing(elm, harbour, lewis):
    checked = lewis.get(f"{CHOSEN}remind/{of(elm, elm.amira)}")
    before = everything()
    callum = harbour.membership(harbour.callum).pk

    answer = confirm(lewis, f"{CHOSEN}remind/{of(elm, elm.amira)}&person={callum}", checked)

    after = everything()
    assert answer.status_code == 404
    assert {name for name in after if after[name] != before.get(name)} <= {"sessions.Session"}


def test_a_key_of_somebody_else_is_not_there(elm, lewis):
    theirs = act(elm, "remind", elm.amira, by=elm.noor)
    path = f"{CHOSEN}remind/{of(elm, elm.amira)}"
    kept = hidden(lewis.get(path)) | {"key": str(theirs.key), "confirmed": "1"}

    assert lewis.post(path, kept).status_code == 404


def test_only_who_did_it_sees_what_came_of_it(elm, lewis, noor):
    theirs = act(elm, "remind", elm.amira, by=elm.noor)
    path = f"/lead/elm-park/people/done/{theirs.key}/"

    assert noor.get(path).status_code == 200
    assert lewis.get(path).status_code == 404
    assert lewis.get(f"/lead/elm-park/people/done/{uuid4()}/").status_code == 404


def test_what_is_under_way_says_so_and_carries_on_when_it_is_stuck(elm, lewis, monkeypatch):
    action = act(elm, "remind", elm.amira, at=timezone.now())
    BulkAction.objects.update(
        state="waiting", done_at=None, outcome={}, at=timezone.now() - timedelta(minutes=3)
    )
    path = f"/lead/elm-park/people/done/{action.key}/"
    waiting = lewis.get(path)

    carried = lewis.post(path, {"resume": "1"}, follow=True)

    assert "1 person: under way" in text_of(waiting)
    assert "Carry on" in text_of(waiting)
    assert "1 person: 1 has had today's reminder already." in text_of(carried)


def test_reminders_that_wait_for_the_end_of_a_pause_are_not_said_to_be_sent(elm, lewis):
    pause = {"paused_until": local_date(timezone.now()) + timedelta(days=2)}
    change_reminders(organisation=elm.organisation, changes=pause, at=NOON, actor_id=elm.lewis.pk)
    path = f"{CHOSEN}remind/{of(elm, elm.amira)}"

    done = confirm(lewis, path, lewis.get(path))

    assert "1 person: 1 will be reminded. No reminder leaves now: it waits until" in text_of(done)


def test_what_is_done_does_not_carry_on(elm, lewis):
    action = act(elm, "remind", elm.amira)

    answer = lewis.post(f"/lead/elm-park/people/done/{action.key}/", {}, follow=True)

    assert "1 is sent a reminder" in text_of(answer)
    assert "it waits until" not in text_of(answer)


def test_too_late_to_undo_is_said(elm, lewis):
    action = act(elm, "move", elm.amira, team=None)

    answer = lewis.post(f"/lead/elm-park/people/done/{action.key}/", {"undo": "1"}, follow=True)

    assert "This cannot be undone any more" in text_of(answer)


@pytest.mark.parametrize("people", [1, 3])
def test_the_check_page_asks_the_same_of_one_and_of_three(
    elm, lewis, people, django_assert_num_queries
):
    path = f"{CHOSEN}remind/{of(elm, *[elm.amira, elm.noor, elm.ash][:people])}"

    with django_assert_num_queries(18):
        lewis.get(path)
