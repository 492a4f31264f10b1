"""Moving the people a lead has chosen to another team, and taking that back."""

from datetime import timedelta

import pytest

from courses.accounts.membership import Access, MembershipPeriod
from courses.accounts.models import Team
from courses.accounts.services import grant
from courses.accounts.staff import periods_from
from courses.catalogue.models import Course
from courses.common.scope import Scope
from courses.compliance.audience import Audience
from courses.compliance.services import set_requirement
from courses.learning.services import record_outside
from courses.reporting.bulk import Asked, Doing
from courses.usecases.leave_site import leave_site
from courses.usecases.move_chosen import Moving
from courses.usecases.move_staff import move_staff
from courses.usecases.take_action_back import take_action_back
from tests.people import NOON, STARTED, TODAY, make_member
from tests.tables import everything
from tests.usecases.choosing import act, left_of, names, previewed, turns_in, turns_on

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


@pytest.fixture
def rules(elm, teams, small_course):
    """Return three courses: everybody's, which Year 5 renews oftener; Year 5's; its from spring."""
    courses = [small_course.course]
    courses += [Course.objects.create(slug=one, owner=elm.organisation) for one in ("den", "eel")]
    year = Audience(teams=(teams[0].pk,))
    more = {"organisation": elm.organisation, "at": NOON - 90 * DAY, "due_days": 28}
    since = {"effective_from": STARTED}
    set_requirement(**more, **since, course=courses[0], valid_months=24)
    set_requirement(**more, **since, course=courses[0], valid_months=6, audience=year)
    set_requirement(**more, **since, course=courses[1], audience=year)
    spring = TODAY + 40 * DAY
    set_requirement(**more, effective_from=spring, course=courses[2], audience=year)
    return courses


@pytest.fixture
def people(elm, mei, rules, teams):
    """Return four people: trained, begun today, leaving soon, and in Year 5 already."""
    more = [
        make_member(elm.organisation, elm.north, elm.teacher, name, valid_from=first)
        for name, first in (("Ann Reed", TODAY), ("Bo Dahl", STARTED), ("Di Fox", STARTED))
    ]
    MembershipPeriod.objects.filter(membership__user=more[1]).update(valid_until=TODAY + 9 * DAY)
    record_outside(
        learner_id=mei.pk,
        organisation_id=elm.organisation.pk,
        course=rules[0],
        completed_on=TODAY - 100 * DAY,
        minutes=30,
        evidence="Seen",
        at=NOON - 80 * DAY,
        actor_id=elm.lewis.pk,
    )
    act(elm, "move", more[2], team=teams[0].pk, at=NOON - DAY)
    return [mei, *more]


@pytest.mark.parametrize("into", ["Year 5", "none"])
def test_what_is_rehearsed_is_what_becomes_of_everybody(elm, people, rules, teams, into):
    team = teams[0].pk if into == "Year 5" else None
    days = [TODAY + n * DAY for n in (0, 1, 9, 10, 27, 28, 29, 39, 40, 41, 68, 69, 200)]
    before = everything()
    foreseen = previewed(elm, "move", *people, team=team).outcome
    assert everything() == before

    found = turns_on(days, lambda: act(elm, "move", *people, team=team))

    assert turns_in(foreseen) == found
    by_name = [(one.name, one.title, (one.on - TODAY).days) for one in foreseen.changes]
    asked = {
        "Year 5": [
            *(("Mei Tan", "A small course", 0), ("Mei Tan", "den", 0), ("Mei Tan", "eel", 40)),
            *(("Ann Reed", "den", 0), ("Ann Reed", "eel", 40), ("Bo Dahl", "den", 0)),
        ],
        "none": [("Di Fox", "den", 0), ("Di Fox", "eel", 40)],
    }
    assert by_name == asked[into]
    assert foreseen.same == len(people) - foreseen.people


def test_where_no_rule_names_a_team_nobody_changes(elm, teams, mei):
    outcome = previewed(elm, "move", elm.amira, mei, elm.ash, team=teams[0].pk).outcome

    assert (outcome.on, outcome.changes, outcome.same) == (TODAY, (), 3)
