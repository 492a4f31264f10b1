"""What the bundled courses cite, gathered."""

from datetime import timedelta

import pytest

from courses.catalogue import library
from courses.catalogue.services import publish, save_draft
from tests.library import library_draft, offence
from tests.people import NOON
from tests.small_course import small_draft


def published(draft, *, at=NOON, owner_id=None):
    version = save_draft(draft=draft, owner_id=owner_id)
    publish(version=version, at=at, actor_id=None)
    return version


@pytest.fixture
def version(db):
    return published(library_draft())


def test_the_newest_version_of_each_bundled_course_counts(version, harbour):
    newer = published(library_draft(version="1.1.0"), at=NOON + timedelta(days=1))
    other = published(small_draft(slug="other"), at=NOON + timedelta(days=2))
    published(small_draft(slug="own"), owner_id=harbour.organisation.pk)
    save_draft(draft=library_draft(version="2.0.0"))

    assert library.newest() == [other, newer]


def test_words_stand_by_alphabet_once(version):
    changed = published(
        library_draft(slug="other", glossary=library_draft().glossary[:1]),
        at=NOON + timedelta(days=1),
    )

    found = library.terms(library.newest())

    assert [(term.term, term.version) for term in found] == [
        ("Adultification", version),
        ("Grooming", changed),
    ]


@pytest.mark.parametrize(
    ("nation", "titles"),
    [
        ("E", ["Meeting a child"]),
        ("W", ["Meeting a child"]),
        ("S", ["Grooming in Scotland"]),
        ("NI", []),
    ],
)
def test_a_nation_sees_its_own_law(version, nation, titles, django_assert_num_queries):
    versions = library.newest()

    with django_assert_num_queries(2 if titles else 1):
        found = library.offences(versions, nation=nation)
        sources = [source.title for one in found for source in one.sources.all()]

    assert [one.title for one in found] == titles
    assert sources == ["The guide 2026"] * len(titles)


@pytest.mark.parametrize(("nation", "titles"), [("E", ["The same day"]), ("S", [])])
def test_a_card_rests_on_facts_of_the_nation(version, nation, titles):
    assert [card.title for card in library.cards(library.newest(), nation=nation)] == titles


def test_handouts_are_the_blocks_marked_so(version):
    assert [one.identifier for one in library.handouts(library.newest(), nation="E")] == [
        "ten-signs"
    ]


def test_reading_is_official_and_has_an_address(version):
    assert [source.title for source in library.reading(library.newest())] == ["The guide 2026"]


def test_routes_are_those_for_the_need(version):
    assert [one.name for one in library.routes(nation="E")] == ["Police", "Listening line"]
    assert [one.name for one in library.routes(nation="E", need="danger-now")] == ["Police"]
    assert library.routes(nation="E", need="own-thoughts") == []


def test_without_a_course_there_is_nothing(db):
    assert library.newest() == []
    assert library.terms([]) == []
    assert library.offences([], nation="E") == []


def test_an_offence_of_the_course_published_last_counts(version):
    published(
        small_draft(slug="other", offences=(offence("meeting", "Meeting, newly read", "EW"),)),
        at=NOON + timedelta(days=1),
    )

    assert [one.title for one in library.offences(library.newest(), nation="E")] == [
        "Meeting, newly read"
    ]
