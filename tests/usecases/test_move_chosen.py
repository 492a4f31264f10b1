"""Moving the people a lead has chosen to another team, and taking that back."""

from datetime import timedelta

import pytest

from courses.accounts.membership import Access, MembershipPeriod
from courses.accounts.models import Team
from courses.accounts.services import grant
from courses.accounts.staff import periods_from
from courses.common.scope import Scope
from courses.reporting.bulk import Asked, Doing
from courses.usecases.leave_site import leave_site
from courses.usecases.move_chosen import Moving
from courses.usecases.move_staff import move_staff
from courses.usecases.take_action_back import take_action_back
from tests.people import NOON, STARTED, TODAY, make_member
from tests.usecases.choosing import act, left_of, names

DAY = timedelta(days=1)


@pytest.fixture
def teams(elm, harbour):
    """Return Year 5 of Elm Park, Year 6 of its North, and Harbour Trust's own team."""
    return [
        Team.objects.create(organisation=elm.organisation, name="Year 5"),
        Team.objects.create(organisation=elm.organisation, site=elm.north, name="Year 6"),
        Team.objects.create(organisation=harbour.organisation, name="Boats"),
    ]


@pytest.fixture
def mei(elm):
    """Return somebody at South who is in no team."""
    return make_member(elm.organisation, elm.south, elm.teacher, "Mei Tan")


def days(elm, user):
    rows = periods_from(elm.membership(user), on=STARTED)
    return [(one.valid_from, one.valid_until, one.team and one.team.name) for one in rows]


def test_from_today_on_they_are_in_the_team_and_earlier_days_stay(elm, teams, mei):
    action = act(elm, "move", elm.amira, mei, team=teams[0].pk)

    assert names(action.result.done) == ["Amira Haddad", "Mei Tan"]
    moved = [(STARTED, TODAY - DAY, None), (TODAY, None, "Year 5")]
    assert (days(elm, elm.amira), days(elm, mei)) == (moved, moved)


def test_who_cannot_be_moved_is_left_out_with_the_reason(elm, teams, mei):
    act(elm, "move", elm.amira, team=teams[1].pk)

    action = act(elm, "move", elm.amira, mei, elm.grace, team=teams[1].pk)

    assert (action.result.done, left_of(action)) == (
        (),
        {
            "in-the-team": ["Amira Haddad"],
            "other-site": ["Mei Tan"],
            "has-access": ["Grace Whitfield"],
        },
    )


def test_an_administrator_moves_people_with_access_too(elm, teams):
    action = act(elm, "move", elm.grace, by=elm.ash, team=teams[0].pk)

    assert names(action.result.done) == ["Grace Whitfield"]


def test_a_lead_of_one_site_changes_the_job_there_alone(elm, teams, mei):
    action = act(elm, "move", elm.amira, mei, by=elm.noor, team=teams[1].pk)

    assert names(action.result.done) == ["Amira Haddad"]
    assert left_of(action) == {"not-here": ["Mei Tan"]}


def test_out_of_every_team(elm, teams):
    act(elm, "move", elm.amira, team=teams[0].pk)

    act(elm, "move", elm.amira, team=None, at=NOON + DAY)

    assert [team for *_, team in days(elm, elm.amira)] == [None, "Year 5", None]


@pytest.mark.parametrize("which", ["foreign", "missing"])
def test_a_team_that_is_not_there_moves_nobody(elm, teams, which):
    team = teams[2].pk if which == "foreign" else 0

    action = act(elm, "move", elm.amira, team=team or 987_654)

    assert left_of(action) == {"team-gone": ["Amira Haddad"]}


def test_who_begins_later_has_no_job_to_change_here_yet(elm, teams):
    later = make_member(
        elm.organisation, elm.north, elm.teacher, "Ola Mays", valid_from=TODAY + DAY
    )

    action = act(elm, "move", later, team=teams[0].pk)

    assert left_of(action) == {"not-here": ["Ola Mays"]}


def test_of_two_jobs_the_first_within_the_scope_is_changed(elm, teams, mei):
    member = elm.membership(mei)
    MembershipPeriod.objects.create(
        membership=member,
        organisation=elm.organisation,
        role=elm.teacher,
        site=elm.north,
        valid_from=TODAY - 9 * DAY,
        recorded_at=NOON,
    )

    act(elm, "move", mei, by=elm.noor, team=teams[1].pk)

    assert sorted(days(elm, mei)) == [
        (STARTED, None, None),
        (TODAY - 9 * DAY, TODAY - DAY, None),
        (TODAY, None, "Year 6"),
    ]


def test_a_lead_of_a_team_alone_finds_no_job_of_another(elm, teams, mei):
    act(elm, "move", mei, elm.amira, team=teams[0].pk)
    grant(
        membership=elm.membership(elm.amira),
        access=Access.LEAD,
        team=teams[0],
        valid_from=TODAY,
        at=NOON,
    )

    action = act(elm, "move", mei, by=elm.amira, team=None)

    assert names(action.result.done) == ["Mei Tan"]


def test_taken_back_everybody_is_where_they_were(elm, teams, mei):
    action = act(elm, "move", elm.amira, mei, team=teams[0].pk)

    back = take_action_back(action=action, at=NOON + DAY / 2)

    assert (back.state, back.result.kept) == ("undone", 0)
    assert (days(elm, elm.amira), days(elm, mei)) == ([(STARTED, None, None)],) * 2


def test_taking_back_leaves_alone_whoever_was_changed_since(elm, teams, mei):
    action = act(elm, "move", elm.amira, mei, team=teams[0].pk)
    period = periods_from(elm.membership(mei), on=TODAY)[0]
    move_staff(period=period, role=elm.teacher, site=elm.north, team=None, from_day=TODAY, at=NOON)

    back = take_action_back(action=action, at=NOON + DAY / 2)

    assert back.result.kept == 1
    assert days(elm, elm.amira) == [(STARTED, None, None)]
    assert [team for *_, team in days(elm, mei)] == [None, None]


def test_taking_back_leaves_out_whoever_has_left_the_scope(elm, teams, mei):
    action = act(elm, "move", elm.amira, by=elm.noor, team=teams[1].pk)
    leave_site(membership=elm.membership(elm.noor), last_day=TODAY - DAY, at=NOON)

    back = take_action_back(action=action, at=NOON + DAY / 2)

    assert back.result.kept == 1
    assert days(elm, elm.amira)[-1] == (TODAY, None, "Year 6")


def test_whoever_holds_no_job_within_the_scope_is_left_out(elm, teams, mei):
    doing = Doing(
        asked=Asked((), {"team": None}),
        organisation=elm.organisation,
        scope=Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk})),
        actor_id=elm.noor.pk,
        at=NOON,
    )

    found = Moving(doing).sort([elm.membership(mei)])

    assert (found.done, list(found.left)) == ([], ["no-job-here"])
