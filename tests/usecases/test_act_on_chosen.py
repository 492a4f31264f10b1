"""Doing one thing for many people: once, by the rights of the moment, everything or nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.accounts.models import Team
from courses.audit.queries import Sought, events_in
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.reporting.bulk import Asked, BulkAction, Doing
from courses.usecases import act_on_chosen as acting
from courses.usecases.act_on_chosen import KeyTaken, carry_on, carry_out, digest_of, preview
from courses.usecases.leave_site import leave_site
from courses.usecases.take_action_back import take_action_back
from tests.people import NOON, TODAY
from tests.tables import everything
from tests.usecases.choosing import act, event_of, ids_of, left_of, names


@pytest.fixture
def team(elm, harbour):
    """Return Year 5 of Elm Park."""
    return Team.objects.create(organisation=elm.organisation, name="Year 5")


def test_one_event_says_how_many_and_exactly_who_without_a_name(elm, harbour, team):
    done = ids_of(elm, elm.amira, elm.noor)
    callum = harbour.membership(harbour.callum).pk
    action = act(elm, "move", ids=(*done, callum), by=elm.ash, team=team.pk)

    event = event_of("moved-chosen")
    assert (event.actor_id, event.about_kind, event.about_id) == (
        elm.ash.pk,
        "bulkaction",
        action.pk,
    )
    assert event.details == {"v": 1, "people": 2, "left": 1, "digest": digest_of(done)}


def test_done_for_one_person_it_stands_in_the_trail_under_them(elm, team):
    action = act(elm, "move", elm.amira, elm.grace, team=team.pk)
    take_action_back(action=action, at=NOON)

    mine = elm.membership(elm.amira)
    of_amira = events_in(elm.organisation.pk, Sought(users=(elm.amira.pk,), members=(mine.pk,)))
    verbs = [one.verb for one in of_amira if one.about_id == mine.pk]
    assert verbs == ["took-action-back", "moved-chosen"]
    assert event_of("moved-chosen").details == {
        "v": 1,
        "people": 1,
        "left": 1,
        "digest": digest_of((mine.pk,)),
    }


def test_the_same_key_again_writes_nothing(elm, team):
    key = uuid4()
    first = act(elm, "move", elm.amira, key=key, team=team.pk)
    before = everything()

    again = act(elm, "move", elm.amira, elm.noor, key=key, team=None)

    assert again == first
    assert everything() == before


def test_a_key_of_somebody_else_is_refused(elm, team):
    key = uuid4()
    act(elm, "move", elm.amira, key=key, team=team.pk)

    with pytest.raises(KeyTaken):
        act(elm, "move", elm.amira, key=key, by=elm.noor, team=team.pk)


def test_a_broken_trail_leaves_everything_as_it_was(elm, team, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "moved-chosen")

    with pytest.raises(UnknownVerb):
        act(elm, "move", elm.amira, team=team.pk)

    assert everything() == before


def test_more_people_than_fit_a_request_are_done_by_a_task(
    elm, team, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(acting, "MOST_AT_ONCE", 1)
    with django_capture_on_commit_callbacks() as later:
        waiting = act(elm, "move", elm.amira, elm.ash, team=team.pk)
    state = waiting.state

    later[0]()

    waiting.refresh_from_db()
    assert (state, waiting.state) == ("waiting", "done")
    assert names(waiting.result.done) == ["Amira Haddad"]
    assert left_of(waiting) == {"has-access": ["Ash Turner"]}


def test_a_thousand_at_a_time_comes_to_the_same(elm, team, monkeypatch):
    monkeypatch.setattr(acting, "BATCH", 1)

    action = act(elm, "move", elm.amira, elm.ash, elm.grace, team=team.pk, by=elm.ash)

    assert names(action.result.done) == ["Amira Haddad", "Ash Turner", "Grace Whitfield"]
    assert len(action.result.made) == 6


def test_what_was_done_is_not_done_again(elm, team):
    action = act(elm, "move", elm.amira, team=team.pk)
    before = everything()

    assert carry_out(action.pk, at=NOON) is False
    assert everything() == before


def test_an_author_without_rights_by_then_changes_nobody(
    elm, team, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(acting, "MOST_AT_ONCE", 0)
    with django_capture_on_commit_callbacks() as later:
        waiting = act(elm, "move", elm.amira, by=elm.noor, team=team.pk)
    leave_site(membership=elm.membership(elm.noor), last_day=TODAY, at=NOON)

    later[0]()

    waiting.refresh_from_db()
    assert (waiting.result.done, left_of(waiting)) == ((), {"not-here": ["Amira Haddad"]})


def test_somebody_of_another_organisation_is_never_touched(elm, harbour, team):
    callum = harbour.membership(harbour.callum)

    action = act(elm, "move", ids=(callum.pk,), team=team.pk)

    assert left_of(action) == {"not-here": ["Callum Fraser"]}


def test_the_preview_says_the_same_and_writes_nothing(elm, team):
    before = everything()
    members = [elm.membership(user) for user in (elm.amira, elm.ash)]
    doing = Doing(
        asked=Asked(ids_of(elm, elm.amira, elm.ash), {"team": team.pk}),
        organisation=elm.organisation,
        scope=acting.scope_in(None, BulkAction(organisation=elm.organisation), NOON),
        actor_id=elm.lewis.pk,
        at=NOON,
    )

    found = preview(members, kind="move", doing=doing).found

    assert (found.done, set(found.left)) == ([], {"team-gone"})
    assert everything() == before


def test_what_came_to_nothing_is_carried_on_after_two_minutes(elm, team, monkeypatch):
    monkeypatch.setattr(acting, "MOST_AT_ONCE", 0)
    waiting = act(elm, "move", elm.amira, team=team.pk)

    carry_on(action=waiting, at=NOON + timedelta(minutes=1))
    waiting.refresh_from_db()
    early = waiting.state
    BulkAction.objects.update(at=NOON)
    carry_on(action=waiting, at=NOON + timedelta(minutes=3))

    waiting.refresh_from_db()
    assert (early, waiting.state) == ("waiting", "done")
