"""Rules in the browser: sentences, a new one checked first, the last day of one."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from courses.accounts.models import Role, Tag, Team
from courses.catalogue.models import CourseVersion
from courses.common.dates import local_date
from courses.compliance.audience import Audience
from courses.compliance.models import Requirement
from courses.learning.models import CourseOpening
from courses.usecases.record_training import record_training
from courses.web.lead.views import requirements
from tests.small_course import make_small_course
from tests.web.reading import errors_of, text_of

LIST = "/lead/elm-park/requirements/"
NEW = f"{LIST}new/"


def today():
    return local_date(timezone.now())


@pytest.fixture
def lewis(elm, harbour, small_course, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


@pytest.fixture
def data(small_course):
    """Return how to fill in the form."""

    def fill(**more):
        filled = {
            "who": "everyone",
            "course": small_course.course.slug,
            "due": "days",
            "due_days": "28",
            "due_on": "",
            "valid_months": "12",
            "renew_window_days": "60",
            "effective_from": today().isoformat(),
        }
        return filled | more

    return fill


def hidden_of(answer):
    page = answer.content.decode()
    found = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page)
    names = {name for name, _value in found} - {"csrfmiddlewaretoken"}
    return {name: [unescape(v) for one, v in found if one == name] for name in names}


def test_without_rules_the_page_says_what_one_does(lewis):
    assert "No rule says yet who must hold which course." in text_of(lewis.get(LIST))


def test_rules_are_sentences(lewis, rule):
    words = text_of(lewis.get(LIST))

    assert (
        "Everyone must complete “A small course” within 28 days of starting,"
        " and again every 12 months. Renewal opens 60 days before the end."
        " Since 2 September 2024. Revise this rule"
    ) in words


def test_a_rule_on_a_course_that_was_adapted_says_which_of_the_two_it_counts(
    lewis, elm, rule, small_course
):
    plain = text_of(lewis.get(LIST))
    own = make_small_course(owner_id=elm.organisation.pk)
    adapted = text_of(lewis.get(LIST))
    Requirement.objects.update(course=own.course)
    moved = text_of(lewis.get(LIST))

    warning = "It counts the course that comes with the platform. You have a version of your own"
    assert [warning in page for page in (plain, adapted, moved)] == [False, True, False]
    mine = "It counts your own version of the course."
    assert [mine in page for page in (plain, adapted, moved)] == [False, False, True]


def test_a_rule_is_checked_with_its_counts_and_nothing_is_written(lewis, elm, data, small_course):
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=today() - timedelta(days=3),
        minutes=60,
        evidence="Seen",
        at=timezone.now(),
    )

    answer = lewis.post(NEW, data())

    words = text_of(answer)
    assert "The rule names 5 people." in words
    assert "4 people have it to do. 1 person is in date already and keeps what they have." in words
    assert list(Requirement.objects.all()) == []


def test_confirmed_it_is_saved_once_however_often_it_is_sent(lewis, elm, data):
    confirm = {**hidden_of(lewis.post(NEW, data())), "confirmed": "1"}

    first, second = lewis.post(NEW, confirm), lewis.post(NEW, confirm)

    assert [(a.status_code, a["Location"]) for a in (first, second)] == [(303, LIST)] * 2
    rule = Requirement.objects.get()
    assert (rule.organisation, rule.due_days, rule.due_on) == (elm.organisation, 28, None)
    assert (rule.effective_from, rule.recorded_by_id) == (today(), elm.lewis.pk)
    assert "The rule is saved." in text_of(lewis.get(LIST))


def test_if_something_moved_meanwhile_it_is_shown_again(lewis, data):
    confirm = {**hidden_of(lewis.post(NEW, data())), "confirmed": "1", "mark": "other"}

    answer = lewis.post(NEW, confirm)

    assert "Something has changed since you looked" in text_of(answer)
    assert list(Requirement.objects.all()) == []


def test_to_change_the_rule_it_comes_back_as_it_was(lewis, data):
    answer = lewis.post(NEW, data(due_days="77", change="1"))

    assert 'value="77"' in answer.content.decode()
    assert errors_of(answer) == []


def test_a_rule_may_name_several_sites_teams_jobs_and_tags(lewis, elm, data):
    here = elm.organisation
    team = Team.objects.create(organisation=here, name="Year 5", site=elm.north)
    cook = Role.objects.create(organisation=here, slug="cook", name="Cook")
    tag = Tag.objects.create(organisation=here, slug="driver", name="Driver")
    ticked = {"roles": [elm.teacher.pk, cook.pk], "sites": [elm.north.pk, elm.south.pk]}
    ticked |= {"teams": [team.pk], "tags": [tag.pk]}
    checked = lewis.post(NEW, data(who="some", **ticked))
    lewis.post(NEW, {**hidden_of(checked), "confirmed": "1"})

    told = (
        "Everyone whose job is Class teacher or Cook at North or South in Year 5 tagged Driver"
        " must complete"
    )
    assert told in text_of(checked)
    assert Requirement.objects.get().audience == Audience.of(**ticked)
    assert told in text_of(lewis.get(LIST))


def test_a_rule_due_on_one_day_for_everybody(lewis, data):
    day = today() + timedelta(days=100)
    checked = lewis.post(NEW, data(due="day", due_on=day.isoformat(), valid_months=""))
    lewis.post(NEW, {**hidden_of(checked), "confirmed": "1"})

    rule = Requirement.objects.get()
    assert (rule.due_days, rule.due_on, rule.valid_months) == (None, day, None)
    assert ", once." in text_of(checked)


def test_nobody_named_is_said_so(lewis, elm, data):
    team = Team.objects.create(organisation=elm.organisation, name="Empty")

    answer = lewis.post(NEW, data(who="some", teams=team.pk))

    assert "Nobody is named yet." in text_of(answer)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"who": ""}, ("#id_who_0", "Choose who must hold the course")),
        ({"who": "nobody"}, ("#id_who_0", "Choose who must hold the course")),
        ({"course": "quay-course"}, ("#id_course", "Choose a course from the list")),
        ({"due_days": ""}, ("#id_due_days", "Enter how many days after they start")),
        ({"due_days": "soon"}, ("#id_due_days", "Enter a whole number")),
        ({"due_days": "731"}, ("#id_due_days", "Enter at most 730 days")),
        ({"due": "day"}, ("#id_due_on_0", "Enter the day on which it is due")),
        ({"due": "day", "due_on": "2026-02-30"}, ("#id_due_on_0", "Enter a real date")),
        (
            {"due": "day", "due_on": "2001-01-01"},
            ("#id_due_on_0", "The due day is before the rule begins. Enter a later day"),
        ),
        (
            {"due": "day", "due_on": "2090-01-01"},
            ("#id_due_on_0", "Enter a due day within five years of the rule's first day"),
        ),
        ({"valid_months": "0"}, ("#id_valid_months", "Enter 1 month or more, or nothing")),
        (
            {"effective_from": "1900-01-01"},
            ("#id_effective_from_0", "Enter a day from 1 January 2000 on"),
        ),
        (
            {"effective_from": "2090-01-01"},
            ("#id_effective_from_0", "Enter a first day within two years from now"),
        ),
    ],
)
def test_what_cannot_be_is_explained_at_its_field(lewis, data, changes, error):
    answer = lewis.post(NEW, data(**changes))

    assert errors_of(answer) == [error]
    assert list(Requirement.objects.all()) == []


def test_a_second_rule_for_the_same_people_is_explained(lewis, rule, data):
    answer = lewis.post(NEW, data())

    assert errors_of(answer) == [
        (
            "#id_who_0",
            "These people have a rule for this course already. End it first, or choose others",
        )
    ]


def test_a_lead_of_north_makes_rules_for_north_alone(elm, harbour, rule, data, sign_in):
    noor = sign_in(elm.noor)

    words = text_of(noor.get(LIST))
    everyone = noor.post(NEW, data())
    south = noor.post(NEW, data(sites=elm.south.pk))
    north = noor.post(NEW, data(sites=elm.north.pk))

    assert "a lead of all of it can end it" in words
    assert [len(errors_of(a)) for a in (everyone, south, north)] == [1, 1, 0]
    ended = noor.post(f"{LIST}{rule.rule}/end/", {"last_day": today().isoformat()})
    assert "This rule holds for the whole organisation" in text_of(ended)
    assert Requirement.objects.current().get() == rule


def test_without_a_published_course_there_is_nothing_to_require(lewis):
    CourseVersion.objects.update(state="withdrawn")

    assert "No course is published yet." in text_of(lewis.get(NEW))


def test_a_rule_to_come_says_when_it_begins(lewis, rule):
    Requirement.objects.update(effective_from=date(2090, 9, 1), due_days=0, valid_months=1)

    assert (
        "on their first day, and again every month. Renewal opens 60 days before the end."
        " From 1 September 2090 on."
    ) in text_of(lewis.get(LIST))


def test_what_others_saved_meanwhile_is_an_error_of_the_form(
    elm, lewis, data, small_course, monkeypatch
):
    checked = lewis.post(NEW, data())
    make = requirements.set_requirement

    def late(**asked):
        CourseOpening.objects.create(
            organisation=elm.organisation,
            course=small_course.course,
            opens_on=today() + timedelta(days=60),
        )
        return make(**asked)

    monkeypatch.setattr(requirements, "set_requirement", late)

    refused = lewis.post(NEW, hidden_of(checked) | {"confirmed": "1"})

    words = "The course opens on a later day. Let the rule begin, or be due, on that day or later"
    assert errors_of(refused) == [("#id_due_0", words)]
    assert 'value="28"' in refused.content.decode()
    assert Requirement.objects.count() == 0
