import time

import pytest

from courses.packages.problems import Findings
from courses.packages.rendering import Piece, render
from tests.packages.build import files, folder

HERE = "lessons/first-steps.md:13: tell-the-lead: "


@pytest.fixture
def refusal_of_text(refusal, tmp_path):
    """Put a text into the first block and give the problems."""

    def of(text):
        lesson = files()["lessons/first-steps.md"].replace(
            "Tell your **safeguarding lead** the same day.", text
        )
        return refusal(folder(tmp_path / "p", {**files(), "lessons/first-steps.md": lesson}))

    return of


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<script>alert(1)</script>", "HTML is not allowed in text: <script>"),
        ("Tell <b onclick=x>now</b>.", "HTML is not allowed in text: <b onclick=x>"),
        ("<!-- x -->", "HTML is not allowed in text: <!-- x -->"),
        ("[x](javascript:alert%281%29)", 'not allowed in text: <a href="javascript:alert%281%29">'),
        ("[x](data:text/html;base64,eA==)", 'not allowed in text: <a href="data:text/html;base64'),
        ("[x](//example.org)", 'not allowed in text: <a href="//example.org">'),
        ("![x](https://example.org/x.png)", "not allowed in text: <img"),
        ("![x](media/x.png)", "not allowed in text: <img"),
        ("# Title", "A heading inside a block starts with ###"),
    ],
)
def test_markup_we_do_not_take(refusal_of_text, text, problem):
    problems = refusal_of_text(text)

    assert any(line.startswith(HERE) and problem in line for line in problems)


@pytest.mark.parametrize("code", [0x07, 0x1B, 0x7F, 0x85, 0x202D, 0x202E, 0x2067])
def test_characters_nobody_sees_are_refused_in_lessons(refusal_of_text, code):
    assert refusal_of_text(f"Tell your lead.\n\nToday{chr(code)}.") == [
        f"lessons/first-steps.md:15: file: The character U+{code:04X} is not allowed"
    ]


@pytest.mark.parametrize(
    ("part", "old", "new", "problem"),
    [
        ("questions", "Tell the lead today.", '"Tell \\0"', "questions/first-steps.yaml:10: "),
        ("facts", "A worry is", '"A \\u202e"  #', "shared/facts.yaml:2: "),
        ("lesson", "title: First", 'title: "\\u202e" #', "lessons/first-steps.md:3: "),
        ("lesson", "id: anyone", 'id: "\\u202e"', "lessons/first-steps.md:16: "),
    ],
)
def test_escapes_do_not_bring_them_in(refusal, tmp_path, part, old, new, problem):
    lines = refusal(folder(tmp_path / "p", **{part: (old, new)}))

    assert [line.startswith(f"{problem}file: The character U+") for line in lines] == [True]


@pytest.mark.parametrize(
    "text",
    [
        ("![" * 200 + "a" * 10 + "\n\n") * 40,
        "[" * 199 + "\n\n" + "*a **b " * 4_000,
        "> " * 20 + "x\n\n" + "`" * 50_000,
        "*a_b" * 20_000,
        ("[a][" * 100 + "]" * 100 + "\n") * 100,
        "1. " * 18 + "x\n" * 30_000,
    ],
    ids=["pictures", "emphasis", "backticks", "underscores", "references", "lists"],
)
def test_costly_markdown_ends_soon_as_html_or_as_a_problem(tmp_path, text):
    began = time.monotonic()
    findings = Findings()
    pieces = [Piece(text[:90_000], "block", "x.md", 7, "x"), Piece("Next", "block", "x.md", 9, "y")]

    html = render(pieces, findings)

    assert html["Next", "block"] == "<p>Next</p>"
    assert (pieces[0].source, "block") in html or [
        (problem.file, problem.line) for problem in findings.problems
    ] == [("x.md", 7)]
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    "text",
    [
        "A" + "a" * 40_000 + " Act",
        "Aa " * 30_000,
        "‘" * 30_000,
        "](" * 40_000,
        "0 " * 40_000 + "x",
        "." * 90_000 + "x",
        "\n" * 90_000 + "x",
        "open " * 15_000,
        "<a" * 40_000,
    ],
    ids=["act", "acts", "quotes", "links", "phones", "dots", "lines", "hours", "tags"],
)
def test_our_own_patterns_take_linear_time(refusal_of_text, text):
    began = time.process_time()

    refusal_of_text(text + "\n\n<b>")

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "line",
    ["## " + " " * 90_000, "/// " + " " * 90_000 + "x", "## " + "{" * 90_000],
    ids=["heading", "block", "braces"],
)
def test_openers_take_linear_time(refusal_of_text, line):
    began = time.process_time()

    assert refusal_of_text(line) != []

    assert time.process_time() - began < 5
