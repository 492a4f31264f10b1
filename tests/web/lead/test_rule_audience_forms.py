"""Whom a rule may name: everyone, or some by site, team, job and tag, of several each."""

import pytest
from django.http import QueryDict

from courses.accounts.models import Role, Site, Tag, Team
from courses.accounts.places import Places
from courses.compliance.audience import EVERYONE, Audience
from courses.web.lead.rule_audience_forms import AudienceForm, answers_of, audience_of, who_of

PLACES = Places(
    roles=[Role(pk=1, name="Cook"), Role(pk=2, name="Driver")],
    sites=[],
    teams=[Team(pk=3, name="Year 5")],
    tags=[Tag(pk=4, name="First aider")],
)


def filled(*, whole=True, places=PLACES, **answers):
    data = QueryDict(mutable=True)
    terms = {"due": "days", "due_days": "28", "renew_window_days": "60", "valid_months": "12"}
    for name, given in {**terms, **answers}.items():
        data.setlist(name, given if isinstance(given, list) else [given])
    return AudienceForm(data, places=places, courses={}, whole=whole)


def test_of_each_kind_several_may_be_named():
    form = filled(who="some", roles=["2", "1"], tags=["4"])

    assert form.errors == {}
    assert audience_of(form.cleaned_data) == Audience(roles=(1, 2), tags=(4,))
    assert audience_of(filled(who="everyone").data) == EVERYONE


def test_a_kind_of_which_there_is_none_is_not_asked_for():
    asked = [name for name in filled().fields if name in ("who", "sites", "teams", "roles", "tags")]

    assert asked == ["who", "teams", "roles", "tags"]
    assert "who" not in filled(whole=False).fields


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({}, {"who": ["Choose who must hold the course"]}),
        ({"who": "some"}, {"teams": ["Tick at least one site, team, job or tag"]}),
        ({"who": "some", "roles": ["9"]}, {"roles": ["Choose jobs from the list"]}),
        (
            {"who": "everyone", "roles": ["1"]},
            {"who": ["Choose “Only some people”, or take away what you ticked below"]},
        ),
        (
            {"whole": False, "roles": ["1"]},
            {"teams": ["Tick at least one of your sites or teams"]},
        ),
        ({"whole": False, "roles": ["1"], "teams": ["3"]}, {}),
    ],
)
def test_what_does_not_say_whom_is_explained_at_its_field(answers, errors):
    assert filled(**answers).errors == errors


@pytest.mark.parametrize(
    ("sites", "teams", "is_possible"),
    [
        (["5"], ["7"], False),
        (["5"], ["8"], True),
        (["5"], ["7", "8"], True),
        (["5", "6"], ["7"], True),
        ([], ["7"], True),
        (["5"], [], True),
    ],
)
def test_a_team_of_another_site_alone_names_nobody(sites, teams, is_possible):
    north, south = Site(pk=5, name="North"), Site(pk=6, name="South")
    year, anywhere = Team(pk=7, name="Year 5", site=south), Team(pk=8, name="Kitchens")
    places = Places(roles=[], sites=[north, south], teams=[year, anywhere], tags=[])

    form = filled(who="some", places=places, sites=sites, teams=teams)

    message = "No team that you tick is at a site that you tick, so nobody is named"
    assert form.errors == ({} if is_possible else {"teams": [message]})


def test_the_answers_are_shown_once_more_and_hidden_as_they_were_ticked():
    named = Audience(roles=(1, 2), teams=(3,))
    form = AudienceForm(initial=who_of(named), places=PLACES, courses={}, whole=True)
    form.hide()

    assert str(form["roles"]).count('type="hidden"') == 2
    assert who_of(EVERYONE)["who"] == "everyone"
    assert answers_of(QueryDict("who=some&roles=1&roles=2")) == {
        "who": "some",
        "sites": [],
        "teams": [],
        "roles": ["1", "2"],
        "tags": [],
    }
