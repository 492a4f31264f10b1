"""The order of a list in its address, and the headings that lead to it."""

import re

import pytest

from courses.accounts.ordering import ORDERS
from courses.web.lead.sorting import GAPS, PEOPLE, QUESTIONS, STARTERS, sorting_of
from tests.web.lead.views.test_people import link_of, names_of

PEOPLE_PAGE = "/lead/elm-park/people/"


def headings(orders, data, **kept):
    sorting = sorting_of(orders, data, path="/list/", kept=kept)
    return {name: (one.url, one.direction) for name, one in sorting.headings.items()}


def test_every_order_of_people_has_words_and_each_list_a_usual_one():
    assert set(PEOPLE.words) == set(ORDERS)
    assert [one.usual in one.words for one in (PEOPLE, STARTERS, QUESTIONS, GAPS)] == [True] * 4


def test_a_heading_says_which_way_it_stands_and_turns_round():
    assert headings(PEOPLE, {}, site="north", page="x") == {
        "name": ("/list/?site=north&sort=-name", "ascending"),
        "number": ("/list/?site=north&sort=number", ""),
    }
    assert headings(PEOPLE, {"sort": "-name"})["name"] == ("/list/", "descending")
    assert headings(STARTERS, {}) == {
        "start": ("/list/?sort=start", "descending"),
        "name": ("/list/?sort=name", ""),
        "training": ("/list/?sort=training", ""),
    }


def test_what_has_one_way_alone_stays_so():
    assert headings(GAPS, {"sort": "owner"})["owner"] == ("/list/?sort=owner", "ascending")
    assert headings(QUESTIONS, {})["seconds"] == ("/list/?sort=-seconds", "")


def test_an_unknown_order_is_the_usual_one():
    assert sorting_of(PEOPLE, {"sort": "-user"}, path="/list/", kept={}).order == "name"


@pytest.mark.parametrize("name", ["people", "matrix"])
def test_a_list_keeps_its_order_on_every_page_in_its_filters_and_in_its_files(
    fifty_one, lewis, name
):
    url = f"/lead/elm-park/{name}/?status=overdue&sort=-name"

    first = lewis.get(url)
    later = lewis.get(link_of(first, "next"))
    back = lewis.get(link_of(later, "prev"))

    shown = [row.name for one in (first, later) for row in one.context["people"]]
    turned = sorted(fifty_one, reverse=True)
    assert shown == turned
    assert [row.name for row in back.context["people"]] == turned[:50]
    body = first.content.decode()
    assert re.findall('aria-sort="(.*?)"', body) == ["descending"]
    assert '<input type="hidden" name="status" value="overdue"' in body
    assert 'name="sort" value="-name"' in body
    assert all("sort=-name" in one for one in first.context["exports"].values())
    assert "sort=-name" in first.context["kept"]["save_url"]
    chips = [chip.url for chip in first.context["asked"].chips]
    assert chips == [f"/lead/elm-park/{name}/?sort=-name"]
    file = lewis.get(first.context["exports"]["csv"])
    lines = b"".join(file).decode("utf-8-sig").splitlines()[6:]
    assert [line.split(",")[0].strip('"') for line in lines] == turned


def test_an_order_costs_no_query_and_an_odd_one_shows_the_usual(
    fifty_one, lewis, django_assert_num_queries
):
    for query in ("", "?sort=-name", "?sort=number", "?sort=-number"):
        with django_assert_num_queries(12):
            lewis.get(PEOPLE_PAGE + query)

    odd = lewis.get(f"{PEOPLE_PAGE}?sort=email&page=x")
    assert names_of(odd)[:2] == ["Amira Haddad", "Ash Turner"]


def test_gaps_and_starters_offer_their_orders(lewis, elm):
    gaps = lewis.get("/lead/elm-park/inspection/gaps/?sort=owner").context["sorting"]
    starters = lewis.get("/lead/elm-park/starters/?sort=name").context["sorting"]

    assert (gaps.order, starters.order) == ("owner", "name")
