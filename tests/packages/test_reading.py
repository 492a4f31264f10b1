import pytest

from courses.packages import reading
from courses.packages.problems import Findings
from tests.packages.build import QUESTIONS, files


def read(texts):
    findings = Findings()
    package = reading.read(texts, findings)
    return package, [str(problem) for problem in findings.problems]


def test_a_package_is_read_whole():
    package, problems = read(files())

    assert problems == []
    assert [item.value.id for item in package.items] == ["worry", "danger"]
    assert [story.value.id for story in package.scenarios] == ["at-the-gate"]
    assert len(list(package.blocks())) == 7


def test_a_lesson_that_is_not_listed_is_named():
    texts = files()
    texts["lessons/two.md"] = texts["lessons/first-steps.md"].replace("id: first-steps", "id: two")

    assert read(texts)[1] == ["lessons/two.md:1: file: The lesson is not listed in course.yaml"]


def test_a_list_is_needed_where_a_list_belongs():
    assert read({**files(), "questions/first-steps.yaml": "id: worry"})[1] == [
        "questions/first-steps.yaml:1: file:"
        " The file must be a list; each entry begins with a hyphen"
    ]
    assert read({**files(), "questions/empty.yaml": ""})[1] == []


@pytest.mark.parametrize("name", ["worry", "elsewhere"])
def test_shared_questions_are_taken_where_they_are_asked_or_explained(name):
    other = QUESTIONS.replace("first-steps#", "other-lesson#")
    texts = {**files(), "shared/questions/some.yaml": other.replace("id: worry", f"id: {name}")}
    del texts["questions/first-steps.yaml"]

    package, _problems = read(texts)

    assert [item.value.id for item in package.items] == (["worry"] if name == "worry" else [])


def test_a_shared_question_that_the_course_names_takes_its_place_here():
    others = QUESTIONS.replace("first-steps#", "other-lesson#").replace("id: worry", "id: far")
    named = """questions:
  - {id: far, outcome: "1a", anchor: "first-steps#pass-it-on", used_in: [quiz]}
  - {id: gone, outcome: "1a", anchor: "first-steps#pass-it-on"}
"""
    course = files()["course.yaml"] + named
    texts = {**files(), "course.yaml": course, "shared/questions/some.yaml": others}

    package, _problems = read(texts)

    found = {item.value.id: item for item in package.items}
    assert "gone" not in found
    assert found["far"].place.file == "shared/questions/some.yaml"
    assert (found["far"].value.anchor, found["far"].value.used_in) == (
        "first-steps#pass-it-on",
        ["quiz"],
    )


def test_an_own_question_goes_before_a_shared_one():
    package, _problems = read({**files(), "shared/questions/some.yaml": QUESTIONS})

    assert [item.place.file for item in package.items] == ["questions/first-steps.yaml"] * 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("scenarios/at-the-gate.yaml", "a: [1"),
        ("lessons/first-steps.md", "---\na: [1\n---\n"),
        ("lessons/first-steps.md", files()["lessons/first-steps.md"].replace("intensity: 1", "[1")),
        ("shared/facts.yaml", "a: [1"),
    ],
)
def test_what_is_no_yaml_is_named_with_its_file(name, text):
    _package, problems = read({**files(), name: text})

    assert any(line.startswith(f"{name}:") and "not valid YAML" in line for line in problems)
