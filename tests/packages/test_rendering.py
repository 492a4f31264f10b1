import subprocess
import sys

import pytest

from courses.packages.problems import Findings
from courses.packages.rendering import ROOT, Child, Piece, render
from tests.one_child import children_of_their_own

ENDLESS = "[a](" * 22_000


@pytest.fixture(autouse=True)
def really_started():
    """Let each test start and end children as the platform does."""
    with children_of_their_own():
        yield


def piece(source, line, shape="block"):
    return Piece(source, shape, "lessons/a.md", line, "first")


def said(findings):
    return [str(problem) for problem in findings.problems]


def test_each_text_is_rendered_once_in_its_shape():
    findings = Findings()

    html = render([piece("Tell", 1), piece("Tell", 2), piece("Tell", 3, "inline")], findings)

    assert html == {("Tell", "block"): "<p>Tell</p>", ("Tell", "inline"): "Tell"}
    assert said(findings) == []


def test_a_text_that_takes_too_long_is_a_problem_and_the_next_is_rendered():
    findings = Findings()

    html = render([piece(ENDLESS, 7), piece("Tell", 9)], findings)

    assert html == {("Tell", "block"): "<p>Tell</p>"}
    assert said(findings) == ["lessons/a.md:7: first: The text takes too long to turn into HTML"]


def test_a_text_of_the_wrong_shape_is_a_problem():
    findings = Findings()

    assert render([piece("- a\n- b", 4, "inline")], findings) == {}
    assert said(findings) == [
        "lessons/a.md:4: first: This text must be one paragraph, without lists, headings or tables"
    ]


def test_a_problem_stands_at_its_own_line():
    findings = Findings()

    assert render([piece("One\n\n<b>", 4)], findings) == {}
    assert said(findings) == ["lessons/a.md:6: first: HTML is not allowed in text: <b>"]


def test_after_too_many_overruns_the_rest_is_not_tried():
    findings = Findings()
    pieces = [piece(ENDLESS + str(number), number) for number in range(4)]

    assert render(pieces, findings, max_restarts=1) == {}
    assert said(findings)[-1] == (
        "lessons/a.md:2: first: Too many texts take too long; this one and the rest were not tried"
    )
    assert len(findings.problems) == 3


def test_one_child_serves_all_texts_and_ends():
    with Child() as child:
        child.ask("One", "block")
        first = child.process
        child.ask("Two", "block")

        assert child.process is first
    assert first.returncode is not None


def test_the_child_knows_no_settings_and_no_database():
    script = (
        "import sys, courses.packages.rendering_child;"
        "print('django.conf' in sys.modules, 'django.db' in sys.modules)"
    )

    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert told.stdout == "False False\n"
