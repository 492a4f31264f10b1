import re
from datetime import date
from pathlib import Path

from courses.packages.opening import opened, shared_beside
from tests.bundled import bundled_course
from tests.packages.build import files, folder, zipped

TODAY = date(2026, 11, 21)


def lines(report):
    return [str(problem) for problem in report.problems]


def test_a_valid_folder_becomes_a_draft(tmp_path):
    found = opened(folder(tmp_path / "p"), today=TODAY)

    assert lines(found.report) == []
    assert found.draft.slug == "small-course"
    assert [block.kind for block in found.draft.lessons[0].blocks] == [
        "text",
        "did-you-know",
        "check",
        "do-dont",
        "monday",
        "local",
        "sources",
    ]


def test_a_zip_of_the_same_files_becomes_the_same_draft(tmp_path):
    from_folder = opened(folder(tmp_path / "p"), today=TODAY)

    from_zip = opened(zipped(tmp_path / "p.zip"), today=TODAY)

    assert from_zip.draft == from_folder.draft


def test_html_stands_beside_each_source(tmp_path):
    draft = opened(folder(tmp_path / "p"), today=TODAY).draft

    first, _fact, _check, do_dont = draft.lessons[0].blocks[:4]
    assert first.text.html == "<p>Tell your <strong>safeguarding lead</strong> the same day.</p>"
    assert do_dont.text.html == (
        '<h3>Do</h3>\n<ul class="do">\n<li>listen.</li>\n</ul>\n'
        '<h3>Don\'t</h3>\n<ul class="dont">\n<li>promise to keep a secret.</li>\n</ul>'
    )
    assert draft.items[0].stem.html == "Ravi seems afraid of a man at the gate. What do you do?"


def test_what_is_cited_is_kept_and_nothing_else(tmp_path):
    draft = opened(folder(tmp_path / "p"), today=TODAY).draft

    assert [source.identifier for source in draft.sources] == ["guide-2026"]
    assert [contact.identifier for contact in draft.contacts] == ["con-999"]
    assert [belief.identifier for belief in draft.misconceptions] == ["proof"]


def test_a_folder_without_shared_uses_the_one_given(tmp_path):
    texts = files()
    own = {path: text for path, text in texts.items() if not path.startswith("shared/")}
    shared = {
        path.removeprefix("shared/"): text
        for path, text in texts.items()
        if path.startswith("shared/")
    }

    found = opened(
        folder(tmp_path / "p", own), today=TODAY, shared=folder(tmp_path / "shared", shared)
    )

    assert found.draft == opened(folder(tmp_path / "whole"), today=TODAY).draft


def test_keys_and_values_of_all_files_are_named_at_once(tmp_path):
    path = folder(
        tmp_path / "p",
        course=("title: A small", "titel: A small"),
        facts=("nation: E", "nation: X"),
    )

    report = opened(path, today=TODAY).report

    assert lines(report) == [
        "course.yaml:1: title: This key is missing",
        "course.yaml:4: titel: The key titel is not known",
        "shared/facts.yaml:4: 0.nation: 'X' is not one of 'E', 'W', 'S', 'NI', 'EW' or 'UK'",
    ]
    assert report.problems[1].hint == "Did you mean title?"


def test_problems_across_files_are_named_at_once(tmp_path):
    path = folder(
        tmp_path / "p",
        lesson=("fact: same-day", "fact: other-day"),
        questions=("correct: true, text: Tell", "text: Tell"),
        scenario=("leads_to: doubt", "leads_to: gone"),
    )

    report = opened(path, today=TODAY).report

    assert lines(report) == [
        "lessons/first-steps.md:15: anyone: There is no fact other-day",
        "questions/first-steps.yaml:9: 0.options: No option is marked correct: true",
        "scenarios/at-the-gate.yaml:5: nodes.0: A choice leads to gone,"
        " which is not one of the nodes",
        "scenarios/at-the-gate.yaml:12: nodes.1: No path from the start reaches this node",
    ]


def test_a_review_date_that_is_past_is_a_warning(tmp_path):
    found = opened(folder(tmp_path / "p"), today=date(2027, 1, 1))

    assert found.draft is not None
    assert [str(warning) for warning in found.report.warnings if "review" in warning.message] == [
        "shared/contacts.yaml:13: 0.review_by: Past its review date 2026-12-21"
    ]


def test_a_picture_that_is_none_is_named_alone_though_a_block_shows_it(tmp_path):
    image = (
        "/// image\n    id: door\n    file: media/door.png\n    alt: A door.\n///\n\n/// do-dont\n"
    )
    path = folder(tmp_path / "p", lesson=("/// do-dont\n", image))
    (path / "media").mkdir()
    (path / "media" / "door.png").write_bytes(b"\x89PNG")

    assert lines(opened(path, today=TODAY).report) == [
        "media/door.png:0: file: The file is no PNG picture, or it is damaged"
    ]


def test_the_bundled_course_opens_without_a_problem():
    found = bundled_course()

    assert lines(found.report) == []
    assert found.draft.slug == "recognise-respond-report"


def test_the_worked_example_of_the_documentation_opens_without_a_problem(tmp_path):
    page = Path("docs/course-package.md").read_text(encoding="utf-8")
    names = [
        "course.yaml",
        "lessons/first-steps.md",
        "questions/first-steps.yaml",
        "shared/facts.yaml",
        "shared/sources.yaml",
        "shared/contacts.yaml",
        "shared/misconceptions.yaml",
    ]
    blocks = re.findall(r"```(?:yaml|markdown)\n(.*?)```", page, re.DOTALL)

    found = opened(folder(tmp_path, dict(zip(names, blocks, strict=True))), today=TODAY)

    assert lines(found.report) == []
    assert found.draft.slug == "pass-it-on"


def test_only_courses_of_the_fixtures_have_a_shared_folder_beside(tmp_path):
    assert shared_beside(tmp_path / "courses" / "one") is None
