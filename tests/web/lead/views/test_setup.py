"""The set-up page and the organisation's details, as its administrator uses them."""

import re

import pytest

from courses.catalogue.services import add_local_contact
from tests.people import TODAY
from tests.web.reading import errors_of, heading_of, text_of, title_of

SETUP, DETAILS = "/lead/elm-park/setup/", "/lead/elm-park/setup/organisation/"
WORDS = {"name": "Elm Hill", "nation": "W", "sector": "charity", "concern_page": "members"}


@pytest.fixture
def ash(elm, harbour, sign_in):
    """Return the administrator's browser."""
    return sign_in(elm.ash)


def test_what_is_missing_is_said_with_where_to_go(ash):
    answer = ash.get(SETUP)

    text = text_of(answer)
    assert heading_of(answer) == "Set up Elm Park"
    assert "Ready: 5 of 9." in text
    assert "No safeguarding lead yet for: North, South" in text
    assert "Enter a safeguarding lead for every site before staff begin" in text


@pytest.mark.parametrize("contacts", [1, 3])
def test_the_page_takes_the_same_queries_with_more_rows(
    ash, elm, contacts, django_assert_num_queries
):
    for number in range(contacts):
        add_local_contact(
            organisation=elm.organisation, site=None, slot="deputy", name=f"Deputy {number}",
            purpose="Deputy", checked_on=TODAY, review_by=TODAY,
        )  # fmt: skip

    with django_assert_num_queries(16):
        ash.get(SETUP)


def test_details_are_changed_and_the_address_stays(ash, elm):
    answer = ash.post(DETAILS, WORDS, follow=True)

    elm.organisation.refresh_from_db()
    here = elm.organisation
    assert (here.name, here.nation, here.sector, here.concern_page_is_public, here.slug) == (
        "Elm Hill", "W", "charity", False, "elm-park",
    )  # fmt: skip
    assert (answer.redirect_chain, heading_of(answer)) == ([(SETUP, 302)], "Set up Elm Hill")
    assert "Details saved" in text_of(answer)


def test_whom_to_ask_for_help_stands_at_the_foot_of_every_page(ash, elm, client, settings):
    def links(browser, *pages):
        found = (browser.get(page).content.decode().partition("<footer")[2] for page in pages)
        return [re.findall(r'href="([^"]*)"[^>]*>([^<]*)</a>', foot) for foot in found]

    plain = links(ash, SETUP, "/learn/", "/learn/record/", "/no-such-page/")
    settings.HELP_CONTACT = "https://help.example/training"
    signed_out = links(client, "/account/login/", "/concern/", "/verify/")
    answer = ash.post(DETAILS, WORDS | {"help_email": "Training@Elm-Park.example"}, follow=True)
    own = links(ash, SETUP, "/learn/", "/learn/record/", "/no-such-page/")
    wrong = ash.post(DETAILS, WORDS | {"help_email": "nobody"})
    asked = ash.post(DETAILS, WORDS | {"help_email": "a?bcc=b&c@elm-park.example"}, follow=True)

    words = ["Reading settings", "Accessibility", "Privacy and cookies", "Check a certificate"]
    assert [[word for _url, word in one] for one in plain] == [words] * 4
    order = [*words[:3], "Help with this training", words[3]]
    assert [[word for _url, word in one] for one in own + signed_out] == [order] * 7
    assert {one[3][0] for one in signed_out} == {"https://help.example/training"}
    assert {one[3][0] for one in own} == {"mailto:training@elm-park.example"}
    assert "Help with the training training@elm-park.example" in text_of(answer)
    assert 'href="mailto:a%3Fbcc%3Db%26c@elm-park.example"' in asked.content.decode()
    assert errors_of(wrong) == [
        ("#id_help_email", "Enter an email address such as name@example.org")
    ]


def test_an_empty_name_is_asked_for_and_nothing_is_written(ash, elm):
    answer = ash.post(DETAILS, WORDS | {"name": ""})

    assert errors_of(answer) == [("#id_name", "Enter the name")]
    assert title_of(answer).startswith("Error: Organisation details")
    elm.organisation.refresh_from_db()
    assert (elm.organisation.name, elm.organisation.nation) == ("Elm Park", "E")


def test_the_form_shows_what_there_is(ash):
    page = ash.get(DETAILS).content.decode()

    assert 'value="Elm Park"' in page
    assert page.count(" checked") == 3
