"""Filters of the library, and what matches a search."""

import pytest

from courses.catalogue import library
from courses.catalogue.services import publish, save_draft
from courses.web.learner.resources_page import LibraryForm, matching
from tests.library import library_draft
from tests.people import NOON


@pytest.mark.parametrize(
    ("data", "values"),
    [
        ({}, ("", "S", "")),
        ({"q": "taxi", "nation": "W", "need": "danger-now"}, ("taxi", "W", "danger-now")),
        ({"nation": "FR", "need": "money"}, ("", "S", "")),
    ],
)
def test_what_is_not_known_is_passed_over(data, values):
    form = LibraryForm(fields=("q", "nation", "need"), home="S", data=data)

    assert (form.value("q"), form.value("nation"), form.value("need")) == values


def test_a_page_has_only_its_own_filters():
    form = LibraryForm(fields=("q",), home="E", data={"nation": "W"})

    assert list(form.fields) == ["q"]
    assert form.value("nation") == ""


def test_every_word_of_a_search_must_occur(db):
    publish(version=save_draft(draft=library_draft()), at=NOON, actor_id=None)
    versions = library.newest()

    terms, laws = library.terms(versions), library.offences(versions, nation="E")
    cards, routes = library.cards(versions, nation="E"), library.routes(nation="E")

    assert [term.term for term in matching(terms, "LURED she")] == ["Grooming"]
    assert [law.title for law in matching(laws, "2003 section")] == ["Meeting a child"]
    assert [card.title for card in matching(cards, "worries")] == ["The same day"]
    assert [route.name for route in matching(routes, "listening")] == ["Listening line"]
    assert matching(terms, "lured taxi") == []
    assert matching(terms, " ") == terms
