"""An organisation's own text in a local part of a course."""

import pytest

from courses.accounts.services import OtherOrganisation
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Block, Overlay
from courses.catalogue.overlays import own_texts
from courses.common.vocabulary import VERBS
from courses.usecases.save_own_text import TextRefused, remove_own_text, save_own_text
from tests.people import NOON
from tests.tables import everything, trail


@pytest.fixture
def save(elm, harbour, small_course):
    """Return how Ash saves a text in the part that says whom to tell."""

    def call(source="Ring *Mo* first.", **changes):
        fields = {
            "organisation": elm.organisation,
            "site": None,
            "course": small_course.course,
            "block": Block.objects.get(identifier="who"),
            "source": source,
            "by": elm.ash,
            "at": NOON,
        }
        return save_own_text(**(fields | changes))

    return call


def read_at(elm, small_course, site):
    """Return what staff of ``site`` read."""
    return own_texts(
        organisation_id=elm.organisation.pk, site_id=site, course_id=small_course.course_id
    )


def test_the_text_of_a_site_stands_in_for_that_of_all(elm, harbour, small_course, save):
    save()
    save("Go to the office.", site=elm.north)

    assert read_at(elm, small_course, elm.north.pk) == {"who": "<p>Go to the office.</p>"}
    for site in (elm.south.pk, None):
        assert read_at(elm, small_course, site) == {"who": "<p>Ring <em>Mo</em> first.</p>"}
    assert own_texts(
        organisation_id=harbour.organisation.pk, site_id=None, course_id=small_course.course_id
    ) == {}  # fmt: skip


def test_a_change_keeps_the_text_before(elm, small_course, save):
    first = save()
    second = save("Ring Mo, then Carys.")

    first.refresh_from_db()
    assert (first.thread, first.superseded_at) == (second.thread, NOON)
    assert Overlay.objects.current().get() == second
    assert (second.recorded_by_id, second.base_hash) == (
        elm.ash.pk, Block.objects.get(identifier="who").block_hash,
    )  # fmt: skip
    assert trail(elm.organisation.pk)[-2:] == [
        ("saved-own-text", "overlay", first.pk, elm.ash.pk),
        ("saved-own-text", "overlay", second.pk, elm.ash.pk),
    ]


def test_taken_away_it_is_read_no_more_and_that_once(elm, small_course, save):
    text = save()

    assert remove_own_text(text=text, by=elm.ash, at=NOON) is True
    assert remove_own_text(text=text, by=elm.ash, at=NOON) is False
    assert read_at(elm, small_course, None) == {}
    assert trail(elm.organisation.pk)[-1] == (
        "removed-own-text", "overlay", text.pk, elm.ash.pk,
    )  # fmt: skip
    assert save().thread != text.thread


@pytest.mark.parametrize("source", ["<script>alert(1)</script>", "![x](https://x.example/a.png)"])
def test_what_no_course_may_hold_is_refused(save, source):
    before = everything()

    with pytest.raises(TextRefused):
        save(source)

    assert everything() == before


def test_a_site_of_another_organisation_is_refused(save, harbour):
    before = everything()

    with pytest.raises(OtherOrganisation):
        save(site=harbour.quay)

    assert everything() == before


def test_without_its_record_nothing_is_written(elm, save, monkeypatch):
    text = save()
    for verb in ("saved-own-text", "removed-own-text"):
        monkeypatch.delitem(VERBS, verb)
    before = everything()

    with pytest.raises(UnknownVerb):
        save("Other")
    with pytest.raises(UnknownVerb):
        remove_own_text(text=text, by=elm.ash, at=NOON)

    assert everything() == before
