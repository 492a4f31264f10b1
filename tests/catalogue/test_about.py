"""What the overview tells of a version, read once a process."""

from courses.catalogue.about import about
from courses.catalogue.models import CourseVersion
from courses.catalogue.queries import editions_of, outcomes_of, referrals_in


def test_an_edition_is_read_once_and_is_what_the_queries_give(
    small_course, django_assert_num_queries
):
    with django_assert_num_queries(3):
        found = about(small_course)
    with django_assert_num_queries(0):
        assert about(small_course) is found

    assert found.editions == editions_of(small_course)
    assert found.outcomes == outcomes_of(small_course.pk)
    assert found.referrals == referrals_in(small_course.pk)
    assert len(found.outcomes) > 0


def test_another_edition_and_every_draft_are_read_anew(small_course):
    before = about(small_course)
    small_course.renderer = "test/2"
    later = about(small_course)
    small_course.state = CourseVersion.State.DRAFT

    assert later is not before
    assert about(small_course) is not about(small_course)
