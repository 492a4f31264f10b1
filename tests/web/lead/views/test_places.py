"""Sites, teams and jobs, as an administrator keeps them."""

import pytest

from courses.accounts.models import Team
from tests.people import TODAY
from tests.web.reading import errors_of, heading_of, text_of

SETUP = "/lead/elm-park/setup/"


@pytest.fixture
def ash(elm, harbour, sign_in):
    """Return the administrator's browser."""
    return sign_in(elm.ash)


@pytest.fixture
def night(elm):
    """Return a team of North."""
    return Team.objects.create(organisation=elm.organisation, site=elm.north, name="Night")


@pytest.mark.parametrize(
    ("kind", "data", "shown"),
    [
        ("sites", {"name": "East", "nation": "S"}, "East Scotland Change East"),
        ("teams", {"name": "Night", "site": "north"}, "Night North Change Night"),
        ("jobs", {"name": "Volunteer"}, "Volunteer Change Volunteer"),
    ],
)
def test_a_place_is_added_and_stands_in_the_list(ash, kind, data, shown):
    answer = ash.post(f"{SETUP}{kind}/", data, follow=True)

    assert answer.redirect_chain == [(f"{SETUP}{kind}/", 302)]
    assert f"{data['name']} is in the list" in text_of(answer)
    assert shown in text_of(answer)


def test_a_list_without_rows_says_so(ash):
    assert "No team yet." in text_of(ash.get(f"{SETUP}teams/"))


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (
            {"name": "north", "nation": "E"},
            [("#id_name", "You already have “north”. Enter another name")],
        ),
        (
            {},
            [
                ("#id_name", "Enter the name of the site"),
                ("#id_nation_0", "Choose the nation"),
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_above_the_list_and_the_typed_text_stays(ash, elm, data, errors):
    answer = ash.post(f"{SETUP}sites/", data)

    assert errors_of(answer) == errors
    assert ('value="north"' in answer.content.decode()) is bool(data)
    assert elm.organisation.sites.count() == 2


def test_a_tag_that_a_staff_file_could_not_name_is_refused(ash, elm):
    answer = ash.post(f"{SETUP}tags/", {"name": "Cook; driver"})

    assert errors_of(answer) == [
        ("#id_name", "Leave out the semicolon: it parts tags in a staff file")
    ]
    assert not elm.organisation.tags.exists()


@pytest.mark.parametrize(
    ("address", "data", "name"),
    [
        ("sites/north/", {"name": "North House", "nation": "W"}, "North House"),
        ("jobs/class-teacher/", {"name": "Teacher"}, "Teacher"),
    ],
)
def test_a_place_is_renamed_and_keeps_its_address(ash, address, data, name):
    answer = ash.post(SETUP + address, data, follow=True)

    assert f"{name} saved" in text_of(answer)
    assert heading_of(ash.get(SETUP + address)) == name


def test_a_team_moves_to_another_site_or_to_none(ash, night, elm):
    ash.post(f"{SETUP}teams/{night.pk}/", {"name": "Night", "site": ""})

    night.refresh_from_db()
    assert night.site is None
    page = ash.get(f"{SETUP}teams/{night.pk}/").content.decode()
    assert 'value="" selected' in page


def test_a_team_stays_where_its_people_work(ash, elm):
    team = Team.objects.create(organisation=elm.organisation, name="Year 5", site=elm.north)
    periods = elm.membership(elm.amira).periods
    periods.update(team=team)
    there = {"name": "Year 5", "site": "south"}

    refused = ash.post(f"{SETUP}teams/{team.pk}/", there)
    renamed = ash.post(f"{SETUP}teams/{team.pk}/", {"name": "Year 6", "site": "north"})
    periods.update(valid_until=TODAY)
    moved = ash.post(f"{SETUP}teams/{team.pk}/", there)

    message = "1 person of this team works at another site. Move them first"
    assert errors_of(refused) == [("#id_site", message)]
    assert [one.status_code for one in (renamed, moved)] == [302, 302]
    team.refresh_from_db()
    assert (team.name, team.site) == ("Year 5", elm.south)


def test_a_used_site_is_explained_and_stays(ash, elm):
    for answer in (ash.get(f"{SETUP}sites/north/delete/"), ash.post(f"{SETUP}sites/north/delete/")):
        assert heading_of(answer) == "North cannot be deleted"
        assert "Times people work or worked there 4" in text_of(answer)
        assert "<button" not in answer.content.decode().partition("<main")[2]
    assert elm.organisation.sites.count() == 2


def test_an_unused_team_is_deleted_after_asking(ash, night):
    address = f"{SETUP}teams/{night.pk}/delete/"
    assert heading_of(ash.get(address)) == "Delete Night?"
    assert list(Team.objects.all()) == [night]

    answer = ash.post(address, follow=True)

    assert answer.redirect_chain == [(f"{SETUP}teams/", 302)]
    assert ("Night deleted" in text_of(answer), list(Team.objects.all())) == (True, [])


def test_a_job_nobody_does_is_deleted(ash, elm):
    ash.post(f"{SETUP}jobs/", {"name": "Volunteer"})

    ash.post(f"{SETUP}jobs/volunteer/delete/")

    assert [job.slug for job in elm.organisation.roles.all()] == ["class-teacher"]
