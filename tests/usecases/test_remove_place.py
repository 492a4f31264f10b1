"""Deleting a place that nothing refers to."""

import pytest

from courses.accounts.models import Tag, Team
from courses.accounts.place_rows import PlaceInUse
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.compliance.audience import Audience
from courses.compliance.services import set_requirement
from courses.usecases.remove_place import remove_place, uses_of
from tests.people import NOON, STARTED
from tests.tables import everything, trail


@pytest.fixture
def team(elm):
    """Return a team that nobody is in."""
    return Team.objects.create(organisation=elm.organisation, name="Night")


def test_an_unused_place_goes_and_the_trail_knows_its_number(team, elm):
    remove_place(place=team, by=elm.ash, at=NOON)

    assert list(Team.objects.all()) == []
    assert trail(elm.organisation.pk) == [("removed-place", "team", team.pk, elm.ash.pk)]


def test_a_used_place_stays(elm):
    before = everything()

    with pytest.raises(PlaceInUse):
        remove_place(place=elm.teacher, by=elm.ash, at=NOON)

    assert everything() == before


def test_a_place_that_a_rule_names_stays(team, elm, small_course):
    tag = Tag.objects.create(organisation=elm.organisation, slug="driver", name="Driver")
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        audience=Audience(tags=(tag.pk,)),
        at=NOON,
    )

    with pytest.raises(PlaceInUse) as refused:
        remove_place(place=tag, by=elm.ash, at=NOON)

    assert refused.value.uses == uses_of(tag) == {"requirement": 1}
    assert uses_of(team) == {}


def test_without_its_audit_event_nothing_is_written(team, elm, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "removed-place")

    with pytest.raises(UnknownVerb):
        remove_place(place=team, by=elm.ash, at=NOON)

    assert everything() == before
