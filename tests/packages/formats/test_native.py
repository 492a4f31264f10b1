"""A version goes out as a package and comes back as the same text."""

import inspect
import zipfile
from dataclasses import fields, is_dataclass, replace
from datetime import date
from io import BytesIO

import pytest

from courses.catalogue import drafts
from courses.catalogue.drafts import Text
from courses.catalogue.recalling import recalled
from courses.catalogue.services import save_draft
from courses.catalogue.versions import content_hash
from courses.packages.formats import native, native_shared
from courses.packages.formats.native import texts_of, zipped
from courses.packages.opening import opened
from tests.packages.build import PRACTICE

TODAY = date(2026, 11, 21)


CHECK_DANGER = "/// check\n    id: check-danger\n    item: danger\n///\n\n/// do-dont"


def again(draft, at):
    """Return what the package of ``draft`` reads as."""
    file = at / "again.zip"
    file.write_bytes(zipped(draft))
    found = opened(file, today=TODAY)
    assert found.report.problems == ()
    return found.draft


def test_the_small_course_comes_back_with_the_same_hash(draft, tmp_path):
    before = draft()

    assert content_hash(again(before, tmp_path)) == content_hash(before)


@pytest.mark.django_db
def test_a_stored_version_comes_back_with_its_own_hash(draft, tmp_path):
    version = save_draft(draft=draft())

    assert content_hash(again(recalled(version), tmp_path)) == version.content_hash


@pytest.mark.parametrize(
    "change",
    [
        {"course": ("{at_least: 1, of: 2}", '"4/5"')},
        {"lesson": ("/// do-dont", PRACTICE)},
        {"course": ("quiz:", "quiz:\n  attempts_allowed: 3")},
        {"lesson": ("## Tell the lead {#tell-the-lead}", "/// text\n    id: tell-the-lead")},
        {"lesson": ("    intensity: 1", "    gentler: |\n      One.\n    \n      - Two.")},
        {"lesson": ("    id: what-to-say", "    id: what-to-say\n    handout: true")},
        {
            "lesson": ("2026-11-21\n---", "2026-11-21\npretest: true\n---"),
            "lesson_too": ("/// do-dont", CHECK_DANGER),
            "questions": ("used_in: [quiz]", "used_in: [check, quiz]"),
        },
        {"lesson": ("    id: on-monday", "    id: on-monday\n    nations: [E, NI]")},
        {"lesson": ("    id: on-monday", "    id: on-monday\n    sectors: [health]")},
        {
            "lesson": (
                "/// do-dont",
                "/// diagram | Way\n    id: way\n    drawn: fork\nA: b.\nC: d.\n///\n\n/// do-dont",
            )
        },
        {"scenario": ("You think again.", "You think.\n    intensity: 3\n    gentler: You stop.")},
        {"scenario": ("feedback: Good.,", "feedback: Good., gentler: Better.,")},
        {"lesson": ("Tell your **", "    indented\n\n> Tell your **")},
        {"lesson": ("/// did-you-know | Anyone", "/// did-you-know | Who? | {#a} Anyone")},
        {"questions": ("  case: true", "  shuffle: false\n  case: true")},
    ],
)
def test_what_a_package_may_say_comes_back(draft, tmp_path, change):
    if "/// text" in str(change):
        change = {**change, "lesson_too": ("/// did-you-know", "///\n\n/// did-you-know")}
    before = draft(**change)

    assert content_hash(again(before, tmp_path)) == content_hash(before)


def test_a_question_that_is_held_stays_held(draft, tmp_path):
    small = draft()
    held = replace(small.items[0], identifier="kept-back", in_check=False, in_quiz=False)
    held = replace(held, is_held=True, stem=Text("Another one?", "Another one?"))
    before = replace(small, items=(*small.items, held))

    assert again(before, tmp_path).items[-1] == held


def test_questions_keep_their_order_however_often_the_lesson_changes(draft):
    small = draft()
    first, second = small.items
    items = (first, replace(second, anchor="other#block"), replace(first, identifier="third"))

    names = [name for name, _text in texts_of(replace(small, items=items)) if "questions/" in name]

    assert names == [
        "questions/0001-first-steps.yaml",
        "questions/0002-other.yaml",
        "questions/0003-first-steps.yaml",
    ]


def test_the_zip_holds_the_files_of_the_package_and_no_trace_of_when_it_was_made(draft):
    small = draft()

    with zipfile.ZipFile(BytesIO(zipped(small))) as archive:
        members = archive.infolist()

    assert [member.filename for member in members] == [
        "course.yaml",
        "lessons/first-steps.md",
        "questions/0001-first-steps.yaml",
        "scenarios/at-the-gate.yaml",
        "shared/facts.yaml",
        "shared/sources.yaml",
        "shared/offences.yaml",
        "shared/contacts.yaml",
        "shared/glossary.yaml",
        "shared/misconceptions.yaml",
    ]
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.compress_type for member in members} == {zipfile.ZIP_STORED}
    assert zipped(small) == zipped(draft())


def test_a_course_without_quiz_stories_and_shared_entries_has_fewer_files(draft):
    small = draft()
    empty = replace(small, assessment=None, items=(), scenarios=(), glossary=(), offences=())

    texts = dict(texts_of(empty))

    assert set(texts) == {
        "course.yaml",
        "lessons/first-steps.md",
        "shared/facts.yaml",
        "shared/sources.yaml",
        "shared/contacts.yaml",
        "shared/misconceptions.yaml",
    }
    assert "quiz" not in texts["course.yaml"]


def test_every_field_of_a_draft_is_written():
    source = inspect.getsource(native) + inspect.getsource(native_shared)
    parts = {one for one in vars(drafts).values() if is_dataclass(one)} - {Text, drafts.NOTHING}
    names = {field.name for part in parts for field in fields(part)}

    # What a picture or sound is, its file tells.
    told = {"type", "width", "height"}
    unwritten = {name for name in names - told if f".{name}" not in source}
    assert unwritten == {"renderer", "minutes_allowed"}
