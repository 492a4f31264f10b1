"""The library, page by page."""

import pytest

from courses.catalogue.services import publish, save_draft
from tests.library import library_draft
from tests.people import NOON
from tests.small_course import enrol
from tests.web.reading import heading_of, text_of

PAGES = ["", "did-you-know/", "glossary/", "offences/", "routes/", "reading/"]


@pytest.fixture
def version(elm, harbour):
    version = save_draft(draft=library_draft())
    publish(version=version, at=NOON, actor_id=None)
    return version


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_with_entries_and_without(amira, elm, page, version):
    full = amira.get(f"/learn/resources/{page}")
    version.state = version.State.WITHDRAWN
    version.save()
    empty = amira.get(f"/learn/resources/{page}")

    assert (full.status_code, empty.status_code) == (200, 200)
    assert heading_of(full) == heading_of(empty)


def test_words_are_explained_with_what_to_say(amira, version):
    text = text_of(amira.get("/learn/resources/glossary/?q=groom"))

    assert "Grooming Winning trust to abuse. Say: She was groomed. Not: She was lured." in text
    assert "Adultification" not in text


def test_offences_are_those_of_the_nation_chosen(amira, version):
    english = text_of(amira.get("/learn/resources/offences/"))
    scottish = text_of(amira.get("/learn/resources/offences/?nation=S"))
    northern = text_of(amira.get("/learn/resources/offences/?nation=NI"))

    assert "1 entry for England. Meeting a child About Meeting a child." in english
    assert "Law : Made-up Act 2003, section 9 (England and Wales)".replace(" :", "") in english
    assert "Grooming in Scotland" not in english
    assert "not in force yet" in scottish
    assert "Meeting a child" not in scottish
    assert "No offence is listed for Northern Ireland yet." in northern


def test_leads_and_authors_see_what_awaits_a_check_and_staff_do_not(amira, elm, sign_in, version):
    flag = "Awaiting legal or safeguarding check"

    assert flag not in text_of(amira.get("/learn/resources/offences/"))
    assert flag in text_of(sign_in(elm.lewis).get("/learn/resources/offences/"))
    assert flag in text_of(sign_in(elm.grace).get("/learn/resources/offences/"))


def test_cards_stand_with_source_and_day(amira, version):
    text = text_of(amira.get("/learn/resources/did-you-know/"))

    assert "The same day Most worries wait too long. Source: The guide 2026" in text
    assert "England. Checked on 1 February 2026" in text


def test_a_card_leads_back_to_its_lesson_where_the_reader_takes_the_course(amira, elm, version):
    before = amira.get("/learn/resources/did-you-know/").content.decode()
    begun = enrol(elm.amira, elm.organisation, version)

    after = amira.get("/learn/resources/did-you-know/").content.decode()

    assert "/lessons/" not in before
    assert f'href="/learn/{begun.registration}/lessons/first/#' in after


def test_routes_are_filtered_by_need(amira, version):
    text = text_of(amira.get("/learn/resources/routes/?need=staff-support"))

    assert "Listening line" in text
    assert "Danger now" not in text
    assert "Tell your safeguarding lead first." in text


def test_a_search_looks_through_everything(amira, version):
    text = text_of(amira.get("/learn/resources/?q=groom"))
    nothing = text_of(amira.get("/learn/resources/?q=zebra"))
    every = text_of(amira.get("/learn/resources/?q=e"))

    assert "Found for “groom”" in text
    assert "Grooming Winning trust" in text
    assert "Nothing matches. Try one word, or open a list below." in nothing
    assert "Ten signs" in every
    assert "Listening line" in every


def test_a_passage_is_printed_by_itself(amira, version):
    answer = amira.get("/learn/resources/handout/?passage=ten-signs")

    assert heading_of(answer) == "Ten signs"
    assert "From A small course, version 1.0.0, last reviewed 1 February 2026." in text_of(answer)
    assert amira.get("/learn/resources/handout/?passage=notice").status_code == 404
    assert amira.get("/learn/resources/handout/?passage=gone").status_code == 404
    assert amira.get("/learn/resources/handout/")["Location"] == "/learn/resources/"


def test_a_stranger_signs_in_first(client, version):
    answer = client.get("/learn/resources/")

    assert (answer.status_code, answer["Location"]) == (
        302,
        "/account/login/?next=/learn/resources/",
    )


def test_the_library_costs_the_same_however_much_it_holds(
    amira, version, django_assert_num_queries
):
    with django_assert_num_queries(6):
        amira.get("/learn/resources/offences/")
