"""Access in the browser: who has it, give it, end it."""

import pytest

from courses.accounts.membership import Grant
from courses.accounts.models import Team
from tests.people import NOON
from tests.tables import everything
from tests.web.reading import errors_of, text_of

LIST = "/lead/elm-park/access/"
GIVE = f"{LIST}give/"


@pytest.fixture
def ash(elm, harbour, sign_in):
    """Return the browser of Elm Park's administrator."""
    return sign_in(elm.ash)


def end_url(user):
    return f"{LIST}{Grant.objects.current().get(membership__user=user).thread}/end/"


def test_everybody_with_access_is_listed(ash):
    words = text_of(ash.get(LIST))

    assert "Lewis Grant lewis@elm-park.example Training lead The whole organisation" in words
    assert "Noor Siddiqui noor@elm-park.example Training lead North" in words
    assert "Beth" not in words


@pytest.mark.parametrize("name", ["lewis", "noor", "grace", "amira"])
def test_nobody_but_an_administrator_sees_it(elm, harbour, sign_in, name):
    client = sign_in(getattr(elm, name))

    answers = [client.get(LIST), client.post(GIVE, {}), client.post(end_url(elm.noor))]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_an_administrator_of_one_site_sees_it_not_either(elm, harbour, sign_in):
    Grant.objects.filter(membership__user=elm.ash).update(site=elm.south)

    assert sign_in(elm.ash).get(LIST).status_code == 404


@pytest.mark.parametrize(("site", "place"), [("north", "North"), ("", None)])
def test_access_is_given_once_however_often_it_is_sent(ash, elm, site, place):
    data = {"email": " Amira@elm-park.example", "access": "lead", "site": site}

    first, second = ash.post(GIVE, data), ash.post(GIVE, data)

    assert [(a.status_code, a["Location"]) for a in (first, second)] == [(303, LIST)] * 2
    (grant,) = Grant.objects.filter(membership__user=elm.amira)
    assert (grant.access, grant.site and grant.site.name) == ("lead", place)
    assert "Amira Haddad has the access." in text_of(ash.get(LIST))


def test_the_lead_of_one_team_sees_nobody_else(ash, elm, sign_in):
    team = Team.objects.create(organisation=elm.organisation, name="Year 5", site=elm.north)
    elm.membership(elm.grace).periods.update(team=team)
    data = {"email": "amira@elm-park.example", "access": "lead", "site": f"team:{team.pk}"}

    form, given, again = text_of(ash.get(GIVE)), ash.post(GIVE, data), ash.post(GIVE, data)

    assert "Team: Year 5, North" in form
    assert [answer.status_code for answer in (given, again)] == [303, 303]
    (grant,) = Grant.objects.filter(membership__user=elm.amira)
    assert (grant.access, grant.site, grant.team) == ("lead", None, team)
    assert "Amira Haddad amira@elm-park.example Training lead Year 5" in text_of(ash.get(LIST))
    amira = sign_in(elm.amira)
    people = amira.get("/lead/elm-park/people/").context["people"]
    assert [person.name for person in people] == ["Grace Whitfield"]
    urls = [f"/lead/elm-park/people/{elm.membership(one).pk}/" for one in (elm.grace, elm.noor)]
    assert [amira.get(url).status_code for url in urls] == [200, 404]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"email": ""}, [("#id_email", "Enter the email address")]),
        (
            {"email": "callum@harbour-trust.example"},
            [
                (
                    "#id_email",
                    "Nobody who works here has this address. Invite them first, or correct it",
                )
            ],
        ),
        ({"access": ""}, [("#id_access_0", "Choose the access")]),
        ({"site": "quay"}, [("#id_site", "Choose a place from the list")]),
        ({"site": "team:0"}, [("#id_site", "Choose a place from the list")]),
        (
            {"access": "admin", "site": "north"},
            [("#id_site", "Choose the whole organisation for this access")],
        ),
    ],
)
def test_what_cannot_be_is_explained_and_kept_as_typed(ash, changes, errors):
    before = everything()
    data = {"email": "amira@elm-park.example", "access": "lead", "site": ""} | changes

    answer = ash.post(GIVE, data)

    assert errors_of(answer) == errors
    assert data["email"] in answer.content.decode()
    assert everything() == before


def test_access_ends_after_one_more_question(ash, elm):
    asked = ash.get(end_url(elm.lewis))
    ended = ash.post(end_url(elm.lewis))

    assert "Lewis Grant: Training lead, The whole organisation." in text_of(asked)
    assert (ended.status_code, ended["Location"]) == (303, LIST)
    words = text_of(ash.get(LIST))
    assert "The access has ended." in words
    assert "Lewis Grant" not in words


def test_the_last_administrator_stays_and_is_told_why(ash, elm):
    asked = ash.get(end_url(elm.ash))
    answer = ash.post(end_url(elm.ash))

    assert "This is your own access." in text_of(asked)
    assert "This is the last administrator. Make somebody else one first." in text_of(answer)
    assert Grant.objects.current().filter(membership__user=elm.ash).count() == 1


def test_what_somebody_else_has_changed_is_looked_at_again(ash, elm, monkeypatch):
    grant = Grant.objects.get(membership__user=elm.lewis)
    Grant.objects.filter(pk=grant.pk).update(superseded_at=NOON)
    monkeypatch.setattr(
        "courses.web.lead.views.access.access_at", lambda _organisation, _thread, on: grant
    )

    answer = ash.post(f"{LIST}{grant.thread}/end/")

    assert "Somebody else has changed this access." in text_of(answer)
