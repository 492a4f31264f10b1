import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.packages.lesson_file import split
from courses.packages.problems import Findings

LESSON = """\
---
id: a
---
## First {#first}
    intensity: 1

Text.

/// vignette | A case
    id: case

    not an option
Body.
///

/// check
    id: check
    item: one
///
"""


def read(text):
    findings = Findings()
    raw = split(text, file="lessons/a.md", findings=findings)
    return raw, [str(problem) for problem in findings.problems]


def test_blocks_come_with_their_lines():
    raw, problems = read(LESSON)

    assert problems == []
    assert raw.front == "id: a"
    assert [(block.kind, block.title, block.identifier, block.line) for block in raw.blocks] == [
        ("text", "First", "first", 4),
        ("vignette", "A case", "", 9),
        ("check", "", "", 16),
    ]
    assert [block.options_text for block in raw.blocks] == [
        "intensity: 1",
        "id: case",
        "id: check\nitem: one",
    ]
    assert [(block.text, block.text_line) for block in raw.blocks] == [
        ("Text.", 7),
        ("    not an option\nBody.", 12),
        ("", 19),
    ]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("Text.", "4: block: Text must stand in a block"),
        ("## First", "4: block: A heading that opens a block needs an identifier"),
        ("///", "4: block: This /// closes nothing"),
        ("## A {#a}\nx\n///", "6: block: This /// closes nothing"),
        ("/// Kind!", "4: block: This is no opener"),
        ("/// text\n    id: a\nx", "4: block: The block is not closed before line 6"),
        ("/// text\nx\n## B {#b}", "4: block: The block is not closed before line 6"),
        (
            "## A {#a}\n```\n## b\n```",
            "6: block: A block cannot open or close inside a fenced block of code",
        ),
    ],
)
def test_what_does_not_fit_is_named(body, problem):
    _raw, problems = read(f"---\nid: a\n---\n{body}")

    assert problems == [f"lessons/a.md:{problem}"]


def test_the_front_matter_is_needed():
    for text in ("", "id: a", "---\nid: a"):
        raw, problems = read(text)

        assert raw.blocks == []
        assert problems == ["lessons/a.md:1: file: The front matter is missing"]


@given(st.text(alphabet="#/ {}ab|-\n`"))
def test_any_text_is_split_without_an_error(text):
    raw, _problems = read(f"---\n---\n{text}")

    kept = "\n".join(line for block in raw.blocks for line in [*block.options, *block.body])
    assert len(kept) <= len(text) + 1


def test_an_option_of_several_paragraphs_goes_on_after_a_blank_line():
    raw, problems = read(
        "---\nid: a\n---\n## A {#a}\n"
        "    gentler: |\n      One.\n\n      Two.\n    intensity: 2\n\nText.\n"
    )

    assert problems == []
    assert raw.blocks[0].options_text == "gentler: |\n  One.\n\n  Two.\nintensity: 2"
    assert (raw.blocks[0].text, raw.blocks[0].text_line) == ("Text.", 11)
