"""Where the HTML of a version stands, and writing it anew."""

import pytest

from courses.catalogue.models import Block, Choice, CourseVersion, Item
from courses.catalogue.rewriting import names_of, rewrite_html, stale_in, written_in
from courses.catalogue.services import save_draft
from courses.packages.opening import opened
from tests.packages.build import PRACTICE, folder
from tests.people import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tmp_path):
    """Return a small version with every kind of text, a practice referral among them."""
    made = folder(tmp_path, lesson=("/// do-dont", PRACTICE))
    return save_draft(draft=opened(made, today=TODAY).draft)


def test_each_table_says_which_texts_it_holds():
    assert names_of(Block) == ["gentler", ""]
    assert names_of(Choice) == ["feedback", "gentler", "reasoning", ""]
    assert names_of(Item) == ["stem"]


def test_every_text_is_found_and_what_has_none_is_not_stale(version):
    texts = written_in(version)

    assert {type(text.row).__name__ for text in texts} == {
        "Block", "Item", "Option", "ScenarioNode", "Choice", "Fact", "Offence", "GlossaryTerm",
        "Misconception",
    }  # fmt: skip
    assert [text.name for text in texts].count("parts") >= 2
    assert stale_in(texts, lambda text: text.html) == []
    stale = stale_in(texts, lambda _text: "<p>New.</p>")
    assert {text.source for text, _html in stale} == {one.source for one in texts if one.source}


def test_what_is_stale_is_written_with_its_renderer_and_nothing_else(version):
    texts = written_in(version)
    before = [text.source for text in texts]
    stale = stale_in(texts, lambda text: f"<p>{len(text.source)}</p>")

    rewrite_html(version=version, stale=stale, renderer="new/2")

    after = written_in(version)
    assert [text.source for text in after] == before
    assert {text.html for text in after} == {f"<p>{len(one)}</p>" if one else "" for one in before}
    kept = CourseVersion.objects.get()
    assert (kept.renderer, kept.content_hash) == ("new/2", version.content_hash)
