from datetime import UTC, date, datetime

import pytest

from courses.accounts.models import Organisation
from courses.catalogue.local import Overlay
from courses.catalogue.services import save_draft
from courses.packages.opening import opened
from courses.packages.plan import plan
from tests.packages.build import folder

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def draft(at, **changes):
    return opened(folder(at, **changes), today=TODAY).draft


def test_a_new_course(tmp_path):
    assert plan(draft(tmp_path)) == (
        "New course small-course, version 1.0.0: 1 lesson, 2 questions.",
    )


def test_the_same_text_changes_nothing(tmp_path):
    save_draft(draft=draft(tmp_path))

    assert plan(draft(tmp_path)) == ("No change: small-course 1.0.0 is here with the same text.",)


def test_a_new_version_names_what_changes(tmp_path):
    save_draft(draft=draft(tmp_path / "a"))
    changed = draft(
        tmp_path / "b",
        course=("version: 1.0.0", "version: 1.1.0"),
        lesson=("Tell your", "Always tell your"),
        questions=("id: danger", "id: other"),
    )

    assert plan(changed) == (
        "New version 1.1.0 of small-course, compared with 1.0.0.",
        "1 lesson changed: first-steps.",
        "1 question new: other.",
        "1 question removed: danger.",
    )


def test_a_draft_of_the_same_number_is_replaced(tmp_path):
    save_draft(draft=draft(tmp_path / "a"))
    changed = draft(tmp_path / "b", questions=("Wait until you know.", "Wait and see."))

    assert plan(changed) == ("The draft 1.0.0 is replaced.", "1 question changed: worry.")


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

    assert plan(changed)[-1] == "1 local text to look at again."
