from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

from courses.audit.models import AuditEvent
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish
from courses.usecases.import_package import import_package
from tests.packages.build import folder

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def counts():
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_app_config("courses").get_models()
    }


def test_a_package_becomes_a_draft_and_an_event(tmp_path):
    imported = import_package(path=folder(tmp_path), at=NOON, actor_id=7)

    version = imported.version
    assert imported.is_new is True
    assert imported.report.problems == ()
    assert imported.plan.lines == (
        "New course small-course, version 1.0.0: 1 lesson, 2 questions.",
    )
    assert (version.state, version.course.slug, version.review_by) == (
        "draft",
        "small-course",
        date(2027, 9, 1),
    )
    event = AuditEvent.objects.get()
    assert (event.verb, event.about_id, event.actor_id, event.at) == (
        "imported",
        version.pk,
        7,
        NOON,
    )
    assert event.details == {
        "v": 1,
        "content_hash": version.content_hash,
        "lessons": 1,
        "items": 2,
    }


def test_the_same_package_again_writes_nothing(tmp_path):
    first = import_package(path=folder(tmp_path), at=NOON)
    before = counts()

    again = import_package(path=tmp_path, at=NOON)

    assert again.version == first.version
    assert again.is_new is False
    assert counts() == before


TWICE = {
    "course": [('outcomes: ["1a"]', 'outcomes: ["1a", "1a"]')],
    "lesson": [
        ('outcomes: ["1a"]', 'outcomes: ["1a", "1a"]'),
        ("facts: [same-day]", "facts: [same-day, same-day]"),
        ("con-999]", "con-999, con-999]"),
        ("cite: [guide-2026]", "cite: [guide-2026, guide-2026]"),
    ],
    "questions": [("facts: [same-day]", "facts: [same-day, same-day]")],
    "facts": [("[guide-2026]", "[guide-2026, guide-2026]")],
    "offences": [("[guide-2026]", "[guide-2026, guide-2026]")],
    "contacts": [("[guide-2026]", "[guide-2026, guide-2026]")],
}


@pytest.mark.parametrize(
    "changes", [{part: pair} for part, pairs in TWICE.items() for pair in pairs], ids=str
)
def test_what_is_listed_twice_is_imported_once(tmp_path, changes):
    imported = import_package(path=folder(tmp_path, **changes), at=NOON)

    version = imported.version
    assert imported.report.problems == ()
    assert version.items.get(identifier="worry").facts.count() == 1
    assert version.lessons.get().outcomes.count() == 1
    cited = [version.facts.get(), version.offences.get(), version.contacts.get()]
    assert [one.sources.count() for one in cited] == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "once"),
    [
        ("lessons", "first-steps"),
        ("contacts", "con-999"),
        ("glossary", "grooming"),
        ("offences", "an-offence"),
        ("editions", "guide-2026"),
    ],
)
def test_what_a_course_lists_twice_is_a_problem(tmp_path, name, once):
    path = folder(tmp_path, course=(f"{name}: [{once}]", f"{name}: [{once}, {once}]"))

    imported = import_package(path=path, at=NOON)

    assert imported.version is None
    assert [problem.message for problem in imported.report.problems] == [f"{once} is listed twice"]


def test_any_problem_refuses_the_whole_package(tmp_path):
    before = counts()

    imported = import_package(path=folder(tmp_path, lesson=("minutes: 3", "minutes: 0")), at=NOON)

    assert imported.version is None
    assert [str(problem) for problem in imported.report.problems] == [
        "lessons/first-steps.md:4: minutes: This must be at least 1"
    ]
    assert counts() == before


def test_a_dry_run_writes_nothing_and_tells_the_plan(tmp_path):
    before = counts()

    imported = import_package(path=folder(tmp_path), at=NOON, dry_run=True)

    assert imported.version is None
    assert imported.plan.lines == (
        "New course small-course, version 1.0.0: 1 lesson, 2 questions.",
    )
    assert counts() == before


@pytest.mark.parametrize("dry_run", [False, True])
def test_other_text_for_a_published_number_is_a_problem(tmp_path, dry_run):
    version = import_package(path=folder(tmp_path / "a"), at=NOON).version
    publish(version=version, at=NOON, actor_id=None)
    other = folder(tmp_path / "b", course=("A small course", "Another course"))
    before = counts()

    imported = import_package(path=other, at=NOON, dry_run=dry_run)

    assert [str(problem) for problem in imported.report.problems] == [
        "course.yaml:3: version: Version 1.0.0 of small-course was published with other text;"
        " give the changed text a new version number"
    ]
    assert counts() == before
    assert CourseVersion.objects.get().title == "A small course"


def test_nothing_is_kept_where_the_trail_cannot_be_written(tmp_path):
    package = folder(tmp_path)
    before = counts()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        import_package(path=package, at=NOON)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert counts() == before
