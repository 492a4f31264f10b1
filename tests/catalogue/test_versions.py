from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.drafts import BlockDraft, LessonDraft, Text, VersionDraft
from courses.catalogue.versions import Number, UnreadableVersion, block_hash, content_hash

PART = st.integers(0, 999_999)
BLOCK = BlockDraft("first", "text", text=Text("Tell.", "<p>Tell.</p>"))
DRAFT = VersionDraft(
    slug="small",
    version="1.0.0",
    title="Small",
    nation="E",
    language="en-GB",
    licence="CC0",
    review_by=date(2027, 9, 1),
    renderer="one",
    lessons=(LessonDraft("a", "A", 3, "", date(2026, 11, 21), blocks=(BLOCK,)),),
)


def with_block(block):
    return replace(DRAFT, lessons=(replace(DRAFT.lessons[0], blocks=(block,)),))


@given(PART, PART, PART)
def test_numbers_are_read_back_as_written(major, minor, patch):
    assert str(Number.parse(f"{major}.{minor}.{patch}")) == f"{major}.{minor}.{patch}"


@given(st.lists(st.tuples(PART, PART, PART)))
def test_numbers_are_ordered_by_their_parts(parts):
    numbers = sorted(Number(*part) for part in parts)

    assert [(one.major, one.minor, one.patch) for one in numbers] == sorted(parts)


@pytest.mark.parametrize(
    "text", ["1", "1.2", "01.2.3", "1.2.3-rc1", "1.2.3 ", "a.b.c", "", "1.2.٣", "1.2.1٣"]
)
def test_anything_else_is_no_number(text):
    with pytest.raises(UnreadableVersion, match=r"is not a version number such as 1\.2\.0"):
        Number.parse(text)


def test_html_and_renderer_do_not_count():
    other = with_block(replace(BLOCK, text=Text("Tell.", "<p>other</p>")))

    assert content_hash(replace(other, renderer="two")) == content_hash(DRAFT)


@pytest.mark.parametrize(
    "changed",
    [
        replace(DRAFT, title="Other"),
        replace(DRAFT, version="1.0.1"),
        replace(DRAFT, review_by=date(2027, 9, 2)),
        with_block(replace(BLOCK, text=Text("Told.", "<p>Tell.</p>"))),
        with_block(replace(BLOCK, intensity=1)),
        with_block(replace(BLOCK, facts=("a",))),
    ],
)
def test_everything_else_counts(changed):
    assert content_hash(changed) != content_hash(DRAFT)


def test_the_hash_of_a_block_is_over_its_sources():
    assert block_hash(replace(BLOCK, text=Text("Tell.", ""))) == block_hash(BLOCK)
    assert block_hash(replace(BLOCK, gentler=Text("Tell."))) != block_hash(BLOCK)


def test_what_stands_at_its_default_does_not_count():
    said = replace(BLOCK, facts=(), nations=(), handout=False)

    assert block_hash(said) == block_hash(BLOCK)
    assert block_hash(replace(BLOCK, handout=True)) != block_hash(BLOCK)
