"""Another team or tag for the people chosen: whose status would change is shown before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.models import Tag, Team
from courses.catalogue.models import Course
from courses.compliance import moving
from courses.compliance.audience import Audience
from courses.compliance.services import set_requirement
from courses.reporting.bulk import BulkAction
from courses.usecases.record_training import record_training
from courses.web.presenters import day_in_words
from tests.people import NOON, STARTED, make_member
from tests.tables import everything
from tests.web.lead.views.test_chosen import CHOSEN, confirm, hidden, of
from tests.web.reading import text_of


@pytest.fixture
def followed(elm, rule, today):
    """Return Year 6 of North and the tag "Driver", of which either asks for a course of its own."""
    year = Team.objects.create(organisation=elm.organisation, site=elm.north, name="Year 6")
    driver = Tag.objects.create(organisation=elm.organisation, slug="driver", name="Driver")
    for slug, more in (("den", {"teams": (year.pk,)}), ("van", {"tags": (driver.pk,)})):
        set_requirement(
            organisation=elm.organisation,
            course=Course.objects.create(slug=slug, owner=elm.organisation),
            effective_from=STARTED,
            due_days=9,
            audience=Audience(**more),
            at=NOON,
        )
    return {"move": {"team": year.pk}, "tag": {"tag": driver.pk, "how": "on"}}


def asked(browser, path, answers):
    """Return the address's check page, its form filled in with ``answers``."""
    return browser.post(path, hidden(browser.get(path)) | answers)


@pytest.mark.parametrize(("kind", "course"), [("move", "den"), ("tag", "van")])
def test_whose_status_changes_in_which_course_is_said_before_team_or_tag_is_changed(
    elm, noor, followed, today, kind, course
):
    path = f"{CHOSEN}{kind}/{of(elm, elm.amira)}"
    before = everything()

    checked = asked(noor, path, followed[kind])

    after = everything()
    assert {name for name in after if after[name] != before.get(name)} <= {"sessions.Session"}
    due = day_in_words(today + timedelta(days=9))
    shown = text_of(checked)
    assert f"1 person changes on {day_in_words(today)}. {course}: 1 person gets it to do." in shown
    assert "Name and course Without the change With the change" in shown
    assert f"Amira Haddad {course} Not required Due soon: {due}" in shown
    assert "1 person" in text_of(confirm(noor, path, checked))
    again = asked(noor, path, {**followed[kind], **({"how": "off"} if kind == "tag" else {})})
    assert (kind == "move") is ("1 is in the team already" in text_of(again))
    assert (kind == "tag") is (f"{course}: 1 person need not hold it." in text_of(again))


def test_where_nobodys_status_changes_it_says_so(elm, lewis, team):
    checked = asked(lewis, f"{CHOSEN}move/{of(elm, elm.amira)}", {"team": "none"})

    assert "If you save this, nobody's status changes." in text_of(checked)


def test_a_change_that_tells_later_is_shown_with_its_day(elm, lewis, followed, today):
    later = today + timedelta(days=30)
    set_requirement(
        organisation=elm.organisation,
        course=Course.objects.create(slug="eel", owner=elm.organisation),
        effective_from=later,
        due_days=9,
        audience=Audience(teams=(followed["move"]["team"],)),
        at=NOON,
    )

    shown = text_of(asked(lewis, f"{CHOSEN}move/{of(elm, elm.amira)}", followed["move"]))

    assert "1 person changes, from the day in the table on." in shown
    assert f"Amira Haddad eel {day_in_words(later)} Not required Due soon: " in shown


def test_confirmed_after_a_rule_or_a_person_changed_it_is_asked_again(elm, lewis, followed, today):
    path = f"{CHOSEN}move/{of(elm, elm.amira)}"
    checked = asked(lewis, path, followed["move"])
    record_training(
        membership=elm.membership(elm.amira),
        course=Course.objects.get(slug="den"),
        completed_on=today,
        minutes=60,
        evidence="Seen",
        at=timezone.now(),
    )

    again = confirm(lewis, path, checked)

    assert "The list has changed since you looked at it. Nothing was done." in text_of(again)
    assert "Amira Haddad den Not required In date" in text_of(again)
    assert BulkAction.objects.count() == 0
    confirm(lewis, path, again)
    assert BulkAction.objects.count() == 1


def test_a_lead_of_one_site_is_told_of_nobody_elsewhere(elm, noor, followed):
    mei = make_member(elm.organisation, elm.south, elm.teacher, "Mei Tan")

    refused = noor.get(f"{CHOSEN}move/{of(elm, elm.amira, mei)}")

    assert refused.status_code == 404
    shown = text_of(asked(noor, f"{CHOSEN}tag/?everybody=on", followed["tag"]))
    assert "Mei Tan" not in shown
    assert "Amira Haddad van Not required" in shown


def test_of_more_people_than_can_be_worked_out_it_says_how_many(elm, lewis, followed, monkeypatch):
    monkeypatch.setattr(moving, "MOST", 2)
    some = f"{CHOSEN}tag/{of(elm, elm.amira, elm.noor)}"

    shown = [
        text_of(asked(lewis, path, followed["tag"]))
        for path in (some, f"{CHOSEN}tag/?everybody=on")
    ]

    words = "is not worked out for so many people at once. Choose at most 2 people to see it."
    assert [(words in one, "van: " in one) for one in shown] == [(False, True), (True, False)]


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("move", 19), ("tag", 15)])
def test_who_would_change_asks_the_same_of_one_and_of_three(
    elm, lewis, followed, people, kind, queries, django_assert_num_queries
):
    path = f"{CHOSEN}{kind}/{of(elm, *[elm.amira, elm.noor, elm.ash][:people])}"
    answers = hidden(lewis.get(path)) | followed[kind]

    with django_assert_num_queries(queries):
        lewis.post(path, answers)
