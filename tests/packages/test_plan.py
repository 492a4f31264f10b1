from datetime import UTC, date, datetime

import pytest

from courses.accounts.models import Organisation
from courses.catalogue.comparing import Change
from courses.catalogue.local import Overlay
from courses.catalogue.services import publish, save_draft
from courses.packages.opening import opened
from courses.packages.plan import listed, plan
from tests.packages.build import folder

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def draft(at, **changes):
    return opened(folder(at, **changes), today=TODAY).draft


def test_a_new_course(tmp_path):
    assert plan(draft(tmp_path)).lines == (
        "New course small-course, version 1.0.0: 1 lesson, 2 questions.",
    )


def test_the_same_text_changes_nothing(tmp_path):
    save_draft(draft=draft(tmp_path))

    found = plan(draft(tmp_path))

    assert found.is_nothing is True
    assert found.lines == ("No change: small-course 1.0.0 is here with the same text.",)


def test_a_new_version_names_what_changes(tmp_path):
    save_draft(draft=draft(tmp_path / "a"))
    changed = draft(
        tmp_path / "b",
        course=("version: 1.0.0", "version: 1.1.0"),
        lesson=("Tell your", "Always tell your"),
        questions=("id: danger", "id: other"),
    )

    assert plan(changed).lines == (
        "New version 1.1.0 of small-course, compared with 1.0.0.",
        "Changed: 1 lesson: First steps (first-steps).",
        "New: 1 question: A child is being pulled into a car. What do you do first? (other).",
        "Removed: 1 question: A child is being pulled into a car. What do you do first? (danger).",
        "Untouched: 1 question.",
    )


def test_a_draft_of_the_same_number_is_replaced(tmp_path):
    save_draft(draft=draft(tmp_path / "a"))
    changed = draft(tmp_path / "b", questions=("Wait until you know.", "Wait and see."))

    assert plan(changed).lines == (
        "The draft 1.0.0 is replaced.",
        "Untouched: 1 lesson.",
        "Changed: 1 question: Ravi seems afraid of a man at the gate. What do you do? (worry).",
        "Untouched: 1 question.",
    )


def test_a_changed_key_and_a_changed_quiz_come_first(tmp_path):
    save_draft(draft=draft(tmp_path / "a"))
    changed = draft(
        tmp_path / "b",
        course=("mastery: {at_least: 1, of: 2}", "mastery: {at_least: 2, of: 2}"),
        questions=(
            "{id: lead, text: Look for the lead., feedback: Not quite. Ring first.}",
            "{id: lead, correct: true, text: Look for the lead., feedback: Yes.}",
        ),
        questions_too=("{id: ring, correct: true,", "{id: ring,"),
    )

    assert plan(changed).lines[1:3] == (
        "Other answers count as right in 1 question:"
        " A child is being pulled into a car. What do you do first? (danger).",
        "The quiz is changed: answers needed to pass 1 → 2.",
    )


def test_an_uploaded_course_of_a_bundled_slug_is_an_adaptation(tmp_path):
    bundled = save_draft(draft=draft(tmp_path / "a"))
    publish(version=bundled, at=datetime(2026, 11, 21, tzinfo=UTC), actor_id=None)
    elm_park = Organisation.objects.create(slug="elm-park", name="Elm Park")
    changed = draft(tmp_path / "b", course=("A small course", "Our course"))

    assert plan(changed, owner_id=elm_park.pk).lines == (
        "New course small-course, version 1.0.0: 1 lesson, 2 questions.",
        "A course called small-course comes with the platform. This becomes your organisation's"
        " own adaptation of it, compared here with 1.0.0. The bundled course itself stays as it"
        " is, and rules that name it go on naming it.",
        "About the course: title changed.",
        "Untouched: 1 lesson.",
        "Untouched: 2 questions.",
    )


def test_a_long_list_is_cut_and_counted():
    changes = [Change("fact", "new", f"fact-{n}", "word " * 30) for n in range(14)]

    words = listed(changes, "fact")

    assert words.startswith("14 facts: word word")
    assert words.endswith("(fact-11); and 2 more.")
    assert "fact-12" not in words


def test_local_texts_over_a_changed_block_are_counted(tmp_path):
    version = save_draft(draft=draft(tmp_path / "a"))
    elm_park = Organisation.objects.create(slug="elm-park", name="Elm Park")
    for block in ("tell-the-lead", "anyone"):
        Overlay.objects.create(
            organisation=elm_park,
            course=version.course,
            block_identifier=block,
            source="x",
            html="x",
            renderer="x",
            base_hash="x",
            recorded_at=datetime(2026, 11, 1, tzinfo=UTC),
        )

    changed = draft(tmp_path / "b", lesson=("Tell your", "Always tell your"))

    assert plan(changed).lines[-1] == "1 local text to look at again."
