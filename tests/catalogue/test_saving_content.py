from courses.catalogue.drafts import BlockDraft, Text
from courses.catalogue.models import Lesson
from courses.catalogue.saving_content import block_of, data_of


def test_only_local_and_sources_have_data_of_their_own():
    assert data_of(BlockDraft("a", "text")) == {}
    assert data_of(BlockDraft("a", "local", contacts=("deputy",))) == {
        "v": 1,
        "contacts": ["deputy"],
    }
    assert data_of(BlockDraft("a", "sources", cite=("s",))) == {"v": 1, "cite": ["s"]}


def test_for_whom_a_block_is_and_whether_it_is_printed_is_kept():
    part = BlockDraft("a", "text", nations=("W",), sectors=("club",), handout=True)

    assert data_of(part) == {"v": 1, "nations": ["W"], "sectors": ["club"], "handout": True}


def test_source_and_html_of_a_block_and_of_its_gentler_form_are_kept():
    part = BlockDraft(
        "a", "text", text=Text("x", "<p>x</p>"), gentler=Text("y", "<p>y</p>"), intensity=3
    )

    block = block_of(part, Lesson(), {})

    assert (block.source, block.html) == ("x", "<p>x</p>")
    assert (block.gentler_source, block.gentler_html) == ("y", "<p>y</p>")
    assert len(block.block_hash) == 64
