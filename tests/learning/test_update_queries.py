"""Who was where: by scope, by person, as known at a moment."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.accounts.models import Team
from courses.common.scope import Scope
from courses.learning.update_queries import (
    Reached,
    chosen_people,
    first_talk,
    learnt_elsewhere,
    people_of,
    people_to_add,
    presences_of,
    reached_since,
    talks_on,
    update_by_reference,
    update_in,
    updates_in,
)
from courses.learning.update_services import take_back
from courses.usecases.log_update import note_present
from tests.people import NOON, TODAY
from tests.updating import update_of

DAY = timedelta(days=1)


@pytest.fixture
def whole(elm):
    """Return the whole of Elm Park."""
    return Scope(elm.organisation.pk, TODAY, whole=True)


@pytest.fixture
def north(elm):
    """Return the part of Elm Park at North."""
    return Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))


def test_the_newest_stands_first_and_a_part_shows_its_own(elm, harbour, whole, north):
    south = update_of(elm.grace, elm.organisation, "south", on=TODAY - DAY)
    here = update_of(elm.amira, elm.organisation, "north")
    foreign = update_of(harbour.callum, harbour.organisation, "quay")

    assert updates_in(whole) == [here, south]
    assert [one.people for one in updates_in(whole)] == [1, 1]
    assert updates_in(north) == [here]
    assert update_in(north, here.reference) == here
    assert update_in(north, south.reference) is None
    assert update_in(whole, foreign.reference) is None
    assert update_in(Scope(elm.organisation.pk, TODAY), here.reference) is None
    assert update_by_reference(foreign.reference) == foreign
    assert update_by_reference(uuid4()) is None


def test_what_is_for_a_team_shows_to_whoever_leads_its_site(elm, north):
    team = Team.objects.create(organisation=elm.organisation, site=elm.north, name="Year 5")
    update = update_of(elm.amira, elm.organisation, "north")
    type(update).objects.filter(pk=update.pk).update(site=None, team=team)

    assert updates_in(north) == [update]


def test_people_are_offered_until_they_are_noted(elm, whole, north):
    update = update_of(elm.amira, elm.organisation, "north")

    names = [one.user.name for one in people_to_add(update, whole)]
    assert names == ["Lewis Grant", "Noor Siddiqui"]
    assert [one.user.name for one in people_to_add(update, whole, search="noor")] == [
        "Noor Siddiqui"
    ]
    assert [one.user.name for one in people_of(update, north)] == ["Amira Haddad"]
    amira, grace = elm.membership(elm.amira), elm.membership(elm.grace)
    assert chosen_people(update, whole, [amira.pk, grace.pk]) == [amira]
    assert chosen_people(update, whole, []) == []


def test_a_person_has_what_stands_and_had_what_was_known(elm, whole):
    update = update_of(elm.amira, elm.organisation, "north")
    amira = elm.membership(elm.amira)
    later = NOON + DAY

    assert [one.update for one in presences_of(amira)] == [update]
    assert [one.update for one in learnt_elsewhere(learner=elm.amira)] == [update]
    assert presences_of(amira, known_at=NOON - DAY) == []
    take_back(update=update, at=later, actor_id=elm.lewis.pk)
    assert presences_of(amira) == []
    assert learnt_elsewhere(learner=elm.amira) == []
    assert [one.update for one in presences_of(amira, known_at=NOON)] == [update]
    assert presences_of(amira, known_at=later) == []


def test_a_year_reaches_each_person_once(elm, whole, north):
    for _ in range(2):
        update_of(elm.amira, elm.organisation, "north")
    update_of(elm.grace, elm.organisation, "south", on=TODAY - 400 * DAY)

    assert reached_since(whole, TODAY - 365 * DAY) == Reached(1, 5)
    assert reached_since(north, TODAY - 365 * DAY) == Reached(1, 3)


def test_the_first_talk_on_a_belief_is_found(elm, whole, north, small_course):
    course = small_course.course
    talk = {"course": course, "belief": "proof"}
    late = update_of(elm.amira, elm.organisation, "north", **talk)
    early = update_of(elm.grace, elm.organisation, "south", on=TODAY - DAY, **talk)
    here = {"organisation_id": elm.organisation.pk, "course_id": course.pk, "belief": "proof"}

    assert first_talk(**here) == TODAY - DAY
    assert first_talk(**{**here, "belief": "other"}) is None
    assert talks_on(whole, course_id=course.pk, belief="proof") == [late, early]
    assert talks_on(north, course_id=course.pk, belief="proof") == [late]
    note_present(update=late, members=[elm.membership(elm.noor)], at=NOON, actor_id=elm.lewis.pk)
    assert talks_on(north, course_id=course.pk, belief="proof")[0].people == 2
