"""A team renamed or deleted while somebody is moved into it."""

from threading import Event

import pytest
from django.db import IntegrityError, connection

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Team
from courses.accounts.place_rows import PlaceInUse
from courses.audit.queries import broken_chains
from courses.usecases import move_staff, remove_place, save_place
from tests.people import NOON, TODAY
from tests.tables import trail
from tests.usecases.racing import WAIT, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("harbour")]
A_MOMENT = 0.5  # seconds; who is waited for goes on after them


@pytest.fixture
def team(elm):
    """Return a team that nobody is in."""
    return Team.objects.create(organisation=elm.organisation, site=elm.north, name="Year 5")


@pytest.fixture
def moved_while(elm, team, monkeypatch):
    """Move Amira into the team while a use case is about to tell the trail; return both answers."""
    rows = MembershipPeriod.objects.select_related("membership", "organisation", "role", "site")
    period = rows.get(membership__user=elm.amira)

    def call(module, act):
        is_about_to_tell, is_told = Event(), Event()
        record_act, record_move = module.record, move_staff.record

        def late(**event):
            is_about_to_tell.set()
            is_told.wait(A_MOMENT)
            return record_act(**event)

        def early(**event):
            written = record_move(**event)
            is_told.set()
            return written

        def move():
            is_about_to_tell.wait(WAIT)
            return move_staff.move_staff(
                period=period, role=elm.teacher, site=elm.north, team=team, from_day=TODAY, at=NOON
            )

        monkeypatch.setattr(module, "record", late)
        monkeypatch.setattr(move_staff, "record", early)
        return at_once([act, move])

    return call


def test_somebody_moved_into_a_team_while_it_is_renamed_is_in_it(elm, team, moved_while):
    changed = Team.objects.get(pk=team.pk)
    changed.name = "Year 6"

    renamed, moved = moved_while(
        save_place, lambda: save_place.save_place(place=changed, by=elm.ash, at=NOON)
    )

    assert (renamed, moved.team) == (team, team)
    assert Team.objects.get(pk=team.pk).name == "Year 6"
    assert sorted(verb for verb, *_rest in trail(elm.organisation.pk)) == ["moved", "saved-place"]
    assert broken_chains() == []


def test_a_team_is_deleted_or_somebody_is_moved_into_it_never_both(elm, team, moved_while):
    refused, moved = moved_while(
        remove_place, lambda: remove_place.remove_place(place=team, by=elm.ash, at=NOON)
    )

    # On SQLite whoever comes second waits from the beginning, on PostgreSQL at the trail.
    came_first = ("moved", PlaceInUse, MembershipPeriod)
    if connection.vendor == "sqlite":
        came_first = ("removed-place", type(None), IntegrityError)
    (told,) = [verb for verb, *_rest in trail(elm.organisation.pk)]
    assert (told, type(refused), type(moved)) == came_first
    assert Team.objects.exists() is MembershipPeriod.objects.filter(team=team).exists()
    assert broken_chains() == []
