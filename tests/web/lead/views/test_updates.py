"""Other learning in the browser: logging it, who was there, whose record it stands in."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.accounts.models import Team
from courses.catalogue.models import Misconception
from courses.learning.updates import TeamUpdate
from tests.tables import everything
from tests.updating import update_of
from tests.web.reading import errors_of, text_of

DAY = timedelta(days=1)
LIST = "/lead/elm-park/updates/"
TALK = "?course=small-course&belief=proof"


@pytest.fixture
def belief(small_course):
    """Return a wrong belief of the small course."""
    return Misconception.objects.create(
        version=small_course, identifier="proof", title="I need proof"
    )


@pytest.fixture
def save(lewis, today):
    """Return how to send the form, changed as told."""

    def call(client=None, query="", on=None, **changes):
        on = on or today
        fields = {
            "what": "session",
            "title": "An evening on being online",
            "minutes": "75",
            "led_by": "A trainer",
            "place": "",
            "key": str(uuid4()),
            "on_day": on.day,
            "on_month": on.month,
            "on_year": on.year,
        }
        return (client or lewis).post(f"{LIST}new/{query}", fields | changes, follow=True)

    return call


def test_a_session_is_logged_and_stands_in_the_records_of_those_who_were_there(
    save, lewis, elm, sign_in
):
    answer = save()
    update = TeamUpdate.objects.get()
    people = f"{LIST}{update.reference}/people/"
    assert answer.redirect_chain == [(people, 303)]
    amira, noor = elm.membership(elm.amira), elm.membership(elm.noor)

    said = text_of(lewis.post(people, {"members": [amira.pk, noor.pk]}, follow=True))

    assert "2 people noted" in said
    assert "Amira Haddad" in said
    listed = text_of(lewis.get(LIST))
    assert "2 of 5 people were at one in the last 12 months." in listed
    assert "An evening on being online" in listed
    page = text_of(lewis.get(f"/lead/elm-park/people/{amira.pk}/"))
    assert "Face-to-face session An evening on being online, 75 minutes, A trainer" in page
    client = sign_in(elm.amira)
    record = text_of(client.get("/learn/record/"))
    assert "1 hour 15 minutes of learning" in record
    assert "An evening on being online. Face-to-face session, 75 minutes, A trainer." in record
    year = client.get(f"/learn/record/?year={update.on.year}")
    assert len(year.context["others"]) == 1
    assert len(client.get("/learn/record/?year=1999").context["others"]) == 1
    data = client.get("/learn/record/training-record.json").json()
    assert [one["title"] for one in data["other_learning"]] == ["An evening on being online"]
    table = b"".join(client.get("/learn/record/training-record.csv")).decode()
    assert '"Face-to-face session, A trainer"' in table


def test_a_team_talk_is_logged_from_its_page(save, lewis, belief):
    talk = "/lead/elm-park/courses/small-course/briefings/proof/"
    before = text_of(lewis.get(talk))
    form = lewis.get(f"{LIST}new/{TALK}").context["form"]

    assert "Not held yet." in before
    assert form["what"].value() == "briefing"
    assert (form["title"].value(), form["minutes"].value()) == ("I need proof", 10)
    save(query=TALK, what="briefing")
    update = TeamUpdate.objects.get()
    assert (update.course, update.belief) == (belief.version.course, "proof")
    after = text_of(lewis.get(talk))
    assert "0 people, A trainer" in after
    assert "once 10 people have answered on either side" in after


@pytest.mark.parametrize("query", ["?course=small-course&belief=other", "?belief=proof"])
def test_a_talk_that_is_not_taught_here_is_not_found(save, lewis, belief, query):
    assert lewis.get(f"{LIST}new/{query}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"what": ""}, "Choose what it was"),
        ({"title": " "}, "Enter what it was about"),
        ({"minutes": "0"}, "Enter at least 1 minute"),
        ({"minutes": "long"}, "Enter the minutes as a number, such as 10"),
        ({"led_by": ""}, "Enter who led it"),
        ({"place": "site:999999"}, "Choose a place from the list"),
        ({"on": 1}, "Enter today or a day in the past"),
        ({"on": -400}, "Enter a day in the last year"),
        ({"on_day": "31", "on_month": "2"}, "Enter a real date"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(save, today, changes, words):
    on = today + changes.pop("on") * DAY if "on" in changes else None
    answer = save(on=on, **changes)

    assert [said for _link, said in errors_of(answer)] == [words]
    assert list(TeamUpdate.objects.all()) == []


def test_a_lead_of_one_site_logs_for_that_site_or_its_teams(save, noor, elm):
    team = Team.objects.create(organisation=elm.organisation, site=elm.north, name="Year 5")

    refused = save(client=noor)
    save(client=noor, place=f"site:{elm.north.pk}")
    save(client=noor, place=f"team:{team.pk}")

    assert [said for _link, said in errors_of(refused)] == ["Choose a place from the list"]
    rows = TeamUpdate.objects.order_by("pk").values_list("site", "team")
    assert list(rows) == [(elm.north.pk, None), (None, team.pk)]


def test_people_are_found_ticked_or_all_noted(save, lewis, elm):
    save()
    url = f"{LIST}{TeamUpdate.objects.get().reference}/people/"

    assert [one.user.name for one in lewis.get(f"{url}?find=noor").context["shown"]] == [
        "Noor Siddiqui"
    ]
    assert "Nobody else of this place is found" in text_of(lewis.get(f"{url}?find=zz"))
    empty = lewis.post(url, {})
    assert [said for _link, said in errors_of(empty)] == [
        "Tick somebody, or add everybody in this list"
    ]
    lewis.post(url, {"all": "1"})
    assert "Everybody of this place is noted already." in text_of(lewis.get(url))


def test_a_mistake_is_taken_back_after_asking(lewis, elm, today):
    update = update_of(elm.amira, elm.organisation, "north", on=today)
    own = f"{LIST}{update.reference}/"

    asked = text_of(lewis.get(f"{own}take-back/"))
    done = text_of(lewis.post(f"{own}take-back/", {"x": "1"}, follow=True))

    assert "Take this back?" in asked
    assert "It was taken back, and stands in nobody's record." in done
    assert "taken back" in text_of(lewis.get(LIST))
    assert "It stands in nobody's record." in text_of(lewis.get(own))
    before = everything()
    late = lewis.post(f"{own}people/", {"all": "1"}, follow=True)
    assert "This was taken back. Nothing was changed." in text_of(late)
    assert everything() == before


def test_nothing_logged_says_where_talks_are(lewis):
    assert "The page of each required course leads to team talks to print." in text_of(
        lewis.get(LIST)
    )
