"""One person's job, place or tags changed: shown first where that changes their status."""

from datetime import timedelta

import pytest

from courses.accounts.models import Tag, Team
from courses.accounts.staff import periods_from
from courses.accounts.tagging import taggings_of
from courses.catalogue.models import Course
from courses.compliance.audience import Audience
from courses.compliance.models import Requirement
from courses.compliance.services import set_requirement
from courses.web.presenters import day_in_words
from tests.people import NOON, STARTED
from tests.tables import everything
from tests.web.lead.views.test_chosen import hidden
from tests.web.reading import text_of


@pytest.fixture
def followed(elm, rule):
    """Return Year 6 of North and the tag "Driver", of which either asks for a course of its own."""
    year = Team.objects.create(organisation=elm.organisation, site=elm.north, name="Year 6")
    driver = Tag.objects.create(organisation=elm.organisation, slug="driver", name="Driver")
    asks("den", elm, teams=(year.pk,))
    asks("van", elm, tags=(driver.pk,))
    return year, driver


def asks(slug, elm, **audience):
    """Make a rule that asks ``audience`` for a course of its own within nine days."""
    set_requirement(
        organisation=elm.organisation,
        course=Course.objects.create(slug=slug, owner=elm.organisation),
        effective_from=STARTED,
        due_days=9,
        audience=Audience(**audience),
        at=NOON,
    )


@pytest.fixture(params=["move", "tags"])
def change(request, elm, followed, today):
    """Return the address of one page about Amira, what is filled in, and the course it asks for."""
    year, driver = followed
    data = {
        "move": {
            "job": elm.teacher.pk,
            "site": elm.north.pk,
            "team": year.pk,
            "from_day": str(today),
        },
        "tags": {"tags": [driver.pk]},
    }
    address = f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/{request.param}/"
    return address, data[request.param], {"move": "den", "tags": "van"}[request.param]


def held(elm, today):
    """Return the teams that Amira works in, and the tags she carries."""
    amira = elm.membership(elm.amira)
    teams = [one.team.name for one in periods_from(amira, on=today) if one.team]
    return teams + [one.tag.name for one in taggings_of([amira.pk], on=today)]


def test_a_lead_sees_what_becomes_of_them_and_saves_it_then(elm, noor, change, today):
    address, data, course = change
    before = everything()

    checked = noor.post(address, data)

    after = everything()
    assert {name for name in after if after[name] != before.get(name)} <= {"sessions.Session"}
    shown = text_of(checked)
    due = day_in_words(today + timedelta(days=9))
    words = f"the status of Amira Haddad changes in 1 course on {day_in_words(today)}."
    assert words in shown
    assert f"Amira Haddad {course} Not required Due soon: {due}" in shown
    sent = hidden(checked) | {"confirmed": "1"}
    assert noor.post(address, sent).status_code == 303
    assert held(elm, today) == [{"den": "Year 6", "van": "Driver"}[course]]


def test_what_changes_nobodys_status_is_saved_at_once(elm, lewis, change, today, followed):
    address, data, course = change
    cook = Tag.objects.create(organisation=elm.organisation, slug="cook", name="Cook")
    night = Team.objects.create(organisation=elm.organisation, name="Night staff")
    other = {"tags": [cook.pk]} if course == "van" else data | {"team": night.pk}

    saved = lewis.post(address, other)

    assert saved.status_code == 303
    assert held(elm, today) == ["Cook" if course == "van" else "Night staff"]


def test_confirmed_after_something_changed_it_is_asked_again(elm, lewis, change, today, followed):
    address, data, _course = change
    sent = hidden(lewis.post(address, data)) | {"confirmed": "1"}
    asks("zoo", elm, teams=(followed[0].pk,))
    asks("zip", elm, tags=(followed[1].pk,))

    again = lewis.post(address, sent)

    words = "Something has changed since you looked at it. Nothing was done. Check it again."
    assert words in text_of(again)
    assert held(elm, today) == []
    assert lewis.post(address, hidden(again) | {"confirmed": "1"}).status_code == 303
    assert len(held(elm, today)) == 1


def test_confirmed_after_the_rule_has_ended_it_is_asked_again(elm, lewis, change, today):
    address, data, course = change
    sent = hidden(lewis.post(address, data)) | {"confirmed": "1"}
    Requirement.objects.filter(course__slug=course).update(effective_until=STARTED)

    again = lewis.post(address, sent)

    assert "If you save this, nobody's status changes." in text_of(again)
    assert held(elm, today) == []


def test_change_leads_back_to_the_form_as_it_was_filled_in(elm, lewis, change, today):
    address, data, _course = change
    sent = hidden(lewis.post(address, data)) | {"change": "1"}

    answer = lewis.post(address, sent)

    form = answer.context["form"]
    assert {name: form[name].value() for name in data} == {
        name: [str(one) for one in value] if isinstance(value, list) else str(value)
        for name, value in data.items()
    }
    assert held(elm, today) == []


def test_more_courses_and_a_later_day_are_said(elm, lewis, change, today, followed):
    address, data, _course = change
    later = today + timedelta(days=30)
    asks("zoo", elm, teams=(followed[0].pk,))
    asks("zip", elm, tags=(followed[1].pk,))
    first = text_of(lewis.post(address, data))
    Requirement.objects.filter(course__slug__in=("zoo", "zip")).update(effective_from=later)

    second = text_of(lewis.post(address, data))

    assert f"changes in 2 courses on {day_in_words(today)}." in first
    assert "changes in 2 courses, in each from the day in the table on." in second
    assert f"{day_in_words(later)} Not required Due soon: " in second
