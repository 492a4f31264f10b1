"""Choosing people on a list: boxes, and the choice as the address says it."""

import re
from html import unescape

import pytest
from django.http import QueryDict

from courses.accounts.models import Team
from courses.web.lead import choosing
from courses.web.lead.choosing import ChooseForm, ids_in
from tests.people import make_member

REMIND = "/lead/elm-park/people/chosen/remind/"


def boxes(answer):
    """Return the name that is spoken for each box of the list."""
    found = re.findall(r'name="person"[^>]*aria-label="([^"]+)"', answer.content.decode())
    return [unescape(one) for one in found]


@pytest.mark.parametrize("page", ["people", "matrix"])
def test_each_person_of_the_list_has_a_box_with_a_spoken_name(elm, lewis, page):
    answer = lewis.get(f"/lead/elm-park/{page}/?site=south")

    assert boxes(answer) == ["Choose Ash Turner", "Choose Grace Whitfield"]
    assert '<input type="hidden" name="site" value="south"' in answer.content.decode()
    assert "All 2 people of this list" in answer.content.decode()


def test_on_a_past_day_nothing_can_be_done(elm, lewis):
    answer = lewis.get("/lead/elm-park/people/?as_at=2026-03-03")

    assert boxes(answer) == []
    assert "formaction" not in answer.content.decode()


def test_everybody_says_that_other_pages_are_meant_too(fifty_one, lewis):
    answer = lewis.get("/lead/elm-park/people/")

    assert len(boxes(answer)) == 50
    assert "All 51 people of this list, on other pages too" in answer.content.decode()


def test_everybody_of_the_filter_is_chosen_and_nobody_else(elm, lewis):
    answer = lewis.get(f"{REMIND}?site=south&everybody=on&of=people")

    assert "2 people: 2 will be reminded." in answer.content.decode()


def test_those_ticked_are_chosen(elm, lewis):
    ids = "&".join(f"person={elm.membership(user).pk}" for user in (elm.amira, elm.noor))

    answer = lewis.get(f"{REMIND}?{ids}")

    assert "2 people: 2 will be reminded." in answer.content.decode()


@pytest.mark.parametrize("query", ["", "person=&of=people"])
def test_nobody_chosen_leads_back_to_the_list_and_says_so(elm, lewis, query):
    path = f"{REMIND}?{query}&of=matrix&site=south" if not query else f"{REMIND}?of=people"

    answer = lewis.get(path, follow=True)

    assert "Tick at least one person, then choose what to do" in answer.content.decode()
    assert answer.redirect_chain[0][0].startswith(
        "/lead/elm-park/matrix/?site=south" if not query else "/lead/elm-park/people/"
    )


@pytest.mark.parametrize("wrong", ["foreign", "missing", "word", "outside"])
def test_one_person_of_others_refuses_the_whole_choice(elm, harbour, lewis, noor, wrong):
    person = {
        "foreign": harbour.membership(harbour.callum).pk,
        "missing": 987_654,
        "word": "amira",
        "outside": elm.membership(elm.grace).pk,
    }[wrong]
    browser = noor if wrong == "outside" else lewis

    answer = browser.get(f"{REMIND}?person={elm.membership(elm.amira).pk}&person={person}")

    assert answer.status_code == 404


def test_a_past_day_leads_back_to_the_list(elm, lewis):
    answer = lewis.get(f"{REMIND}?everybody=on&as_at=2026-03-03")

    assert (answer.status_code, answer["Location"]) == (
        303,
        "/lead/elm-park/people/?as_at=2026-03-03",
    )


def test_more_people_than_one_action_takes_are_to_be_filtered(elm, lewis, monkeypatch):
    monkeypatch.setattr(choosing, "MOST", 4)

    answer = lewis.get(f"{REMIND}?everybody=on", follow=True)

    assert "These are more than 4 people. Filter the list" in answer.content.decode()


def test_ids_that_no_row_can_have_are_missing_ids():
    assert ids_in(QueryDict("person=7&person=x&person=99999999999999999999")) == [7, 0, 0]


def test_a_filter_of_the_list_is_kept_hidden_and_nothing_else(elm, lewis):
    Team.objects.create(organisation=elm.organisation, name="Year 5")
    make_member(elm.organisation, elm.north, elm.teacher, "Zoe Q")

    answer = lewis.get("/lead/elm-park/people/?search=zoe&person=9&page=x&odd=1")

    hidden = re.findall(r'<input type="hidden" name="(\w+)"', answer.content.decode())
    assert set(hidden) - {"csrfmiddlewaretoken"} == {"of", "search"}


def test_one_person_is_said_in_the_singular():
    form = ChooseForm(people=[(1, "Mei")], total=1, kept={}, name="people", slug="elm-park")

    assert form.fields["everybody"].label == "The 1 person of this list"
