"""The lessons of a version with their checks: read once where they are final."""

from courses.catalogue.models import CourseVersion
from courses.catalogue.outlines import edition_of, outline_of
from tests.memory import forget
from tests.people import TODAY


def test_lessons_come_in_order_with_their_checks(small_course, django_assert_num_queries):
    with django_assert_num_queries(1):
        first, second = outline_of(small_course)

    items = dict(small_course.items.values_list("identifier", "pk"))
    assert (first.identifier, first.title, first.minutes) == ("first", "First lesson", 6)
    assert first.checks == (("first-check", items["check-one"]),)
    assert second.pk == small_course.lessons.get(identifier="second").pk
    assert [name for name, _item in second.checks] == ["second-check"]
    assert [(one.identifier, one.is_headed, one.nations) for one in first.blocks] == [
        ("notice", True, ()),
        ("first-check", False, ()),
        ("who", False, ()),
        ("first-sources", False, ()),
    ]


def test_a_lesson_without_checks_is_listed(small_course):
    small_course.lessons.get(identifier="first").blocks.filter(kind="check").delete()

    assert outline_of(small_course)[0].checks == ()
    small_course.lessons.create(
        identifier="bare", position=9, title="Bare", minutes=1, reviewed_on=TODAY
    )
    forget()
    assert (outline_of(small_course)[-1].title, outline_of(small_course)[-1].blocks) == ("Bare", ())


def test_a_published_version_is_read_once(small_course, django_assert_num_queries):
    first = outline_of(small_course)

    with django_assert_num_queries(0):
        assert outline_of(small_course) is first


def test_a_draft_is_read_anew_each_time(small_course):
    small_course.state = CourseVersion.State.DRAFT
    outline_of(small_course)
    small_course.lessons.filter(identifier="first").update(title="Another")

    assert outline_of(small_course)[0].title == "Another"
    assert edition_of(small_course) == ""
