"""A tag put on people a lead has chosen, or taken off, and taking that back."""

from datetime import timedelta

import pytest

from courses.accounts.models import Tag
from courses.accounts.tagging import every_tagging_of
from courses.catalogue.models import Course
from courses.compliance.audience import Audience
from courses.compliance.services import set_requirement
from courses.usecases.take_action_back import take_action_back
from tests.people import NOON, STARTED, TODAY, make_member
from tests.tables import everything
from tests.usecases.choosing import (
    act,
    event_of,
    left_of,
    names,
    previewed,
    turns_in,
    turns_on,
)

DAY = timedelta(days=1)
PUT_ON = [("Amira Haddad", "A small course", 0), ("Ann", "A small course", 0), ("Ann", "den", 40)]
TAKEN_OFF = [
    *(("Noor Siddiqui", "A small course", 0), ("Bo Dahl", "A small course", 0)),
    ("Bo Dahl", "den", 40),
]


@pytest.fixture
def tag(elm, harbour):
    """Return the tag "Driver" of Elm Park."""
    return Tag.objects.create(organisation=elm.organisation, slug="driver", name="Driver")


def days(elm, user):
    rows = every_tagging_of(elm.membership(user))
    return [(one.valid_from, one.valid_until) for one in rows]


def test_who_lacks_it_gets_it_from_today_on_and_who_has_it_is_left_out(elm, tag):
    act(elm, "tag", elm.noor, tag=tag.pk, takes_off=False)

    action = act(elm, "tag", elm.amira, elm.noor, tag=tag.pk, takes_off=False)

    assert names(action.result.done) == ["Amira Haddad"]
    assert left_of(action) == {"has-tag": ["Noor Siddiqui"]}
    assert days(elm, elm.amira) == [(TODAY, None)]


def test_it_is_taken_off_from_today_on_and_that_is_taken_back(elm, tag):
    act(elm, "tag", elm.amira, tag=tag.pk, takes_off=False, at=NOON - DAY)

    action = act(elm, "tag", elm.amira, elm.noor, tag=tag.pk, takes_off=True)

    assert (names(action.result.done), left_of(action)) == (
        ["Amira Haddad"],
        {"lacks-tag": ["Noor Siddiqui"]},
    )
    assert days(elm, elm.amira) == [(TODAY - DAY, TODAY - DAY)]
    take_action_back(action=action, at=NOON)
    assert days(elm, elm.amira) == [(TODAY - DAY, None)]
    assert event_of("took-action-back").details["people"] == 1


def test_who_was_given_it_again_meanwhile_has_it_once(elm, tag):
    act(elm, "tag", elm.amira, tag=tag.pk, takes_off=False)
    action = act(elm, "tag", elm.amira, tag=tag.pk, takes_off=True)
    act(elm, "tag", elm.amira, tag=tag.pk, takes_off=False)

    take_action_back(action=action, at=NOON)

    assert days(elm, elm.amira) == [(TODAY, None)]
    assert event_of("took-action-back").details["people"] == 0


def test_a_tag_that_is_gone_or_anothers_changes_nobody(elm, harbour):
    theirs = Tag.objects.create(organisation=harbour.organisation, slug="skipper", name="Skipper")

    action = act(elm, "tag", elm.amira, tag=theirs.pk, takes_off=False)

    assert left_of(action) == {"tag-gone": ["Amira Haddad"]}
    assert days(elm, elm.amira) == []


def test_another_tag_that_somebody_has_stays(elm, tag):
    cook = Tag.objects.create(organisation=elm.organisation, slug="cook", name="Cook")
    act(elm, "tag", elm.amira, tag=cook.pk, takes_off=False)
    act(elm, "tag", elm.amira, tag=tag.pk, takes_off=False)

    act(elm, "tag", elm.amira, tag=tag.pk, takes_off=True)

    held = [one.tag_id for one in every_tagging_of(elm.membership(elm.amira))]
    assert held == [cook.pk]


@pytest.fixture
def rules(elm, tag, small_course):
    """Return two rules for drivers, one of them from spring, and one for cooks."""
    cook = Tag.objects.create(organisation=elm.organisation, slug="cook", name="Cook")
    more = {"organisation": elm.organisation, "at": NOON - 90 * DAY, "due_days": 28}
    drivers = Audience(tags=(tag.pk,))
    set_requirement(**more, effective_from=STARTED, course=small_course.course, audience=drivers)
    den = Course.objects.create(slug="den", owner=elm.organisation)
    for first, audience in ((TODAY + 40 * DAY, drivers), (STARTED, Audience(tags=(cook.pk,)))):
        set_requirement(**more, effective_from=first, course=den, audience=audience)
    return cook


@pytest.fixture
def people(elm, tag, rules):
    """Return who never had the tag, has it since yesterday and since today, and had it before."""
    amira, noor = elm.amira, elm.noor
    more = [
        make_member(elm.organisation, elm.north, elm.teacher, name) for name in ("Bo Dahl", "Ann")
    ]
    act(elm, "tag", noor, more[1], tag=tag.pk, takes_off=False, at=NOON - 9 * DAY)
    act(elm, "tag", more[1], tag=tag.pk, takes_off=True, at=NOON - DAY)
    act(elm, "tag", more[0], tag=tag.pk, takes_off=False)
    act(elm, "tag", amira, noor, tag=rules.pk, takes_off=False, at=NOON - 3 * DAY)
    return [amira, noor, *more]


@pytest.mark.parametrize("takes_off", [False, True], ids=["on", "off"])
def test_what_is_rehearsed_is_what_becomes_of_everybody(elm, people, tag, takes_off):
    days = [TODAY + n * DAY for n in (0, 1, 27, 28, 29, 39, 40, 41, 67, 68, 69)]
    before = everything()
    foreseen = previewed(elm, "tag", *people, tag=tag.pk, takes_off=takes_off).outcome
    assert everything() == before

    found = turns_on(days, lambda: act(elm, "tag", *people, tag=tag.pk, takes_off=takes_off))

    assert turns_in(foreseen) == found
    assert [(one.name, one.title, (one.on - TODAY).days) for one in foreseen.changes] == (
        TAKEN_OFF if takes_off else PUT_ON
    )


def test_a_tag_that_no_rule_names_changes_nobody(elm, tag):
    outcome = previewed(elm, "tag", elm.amira, tag=tag.pk, takes_off=False).outcome

    assert (outcome.on, outcome.changes, outcome.same) == (TODAY, (), 1)
