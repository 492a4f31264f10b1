"""What changed in a course of the demonstration's own, to read; of the files we ship."""

from pathlib import Path

from courses.catalogue.models import CourseVersion
from courses.learning.change_queries import still_to_read
from courses.learning.changes import ChangeNotice, ChangeRead
from courses.learning.models import Completion
from courses.usecases.load_demo_changes import tell_of_a_change
from tests.people import NOON
from tests.tables import everything

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"


def test_those_who_completed_the_first_version_have_a_change_to_read(elm, harbour):
    tell_of_a_change(folder=DEMO, at=NOON)
    before = everything()
    tell_of_a_change(folder=DEMO, at=NOON)

    assert everything() == before
    rows = CourseVersion.objects.order_by("pk").values_list("course__owner", "version", "state")
    own = elm.organisation.pk
    assert list(rows) == [(own, "1.0.0", "published"), (own, "1.1.0", "published")]
    assert ChangeNotice.objects.get().minutes == 2
    assert Completion.objects.count() == 5
    readers = ChangeRead.objects.values_list("enrolment__learner__name", flat=True)
    assert sorted(readers) == ["Ash Turner", "Grace Whitfield", "Noor Siddiqui"]
    assert still_to_read(ChangeNotice.objects.get().version.course_id) == 2


def test_without_its_files_or_its_organisation_nothing_is_made(elm, harbour, tmp_path):
    before = everything()
    tell_of_a_change(folder=tmp_path, at=NOON)
    type(elm.organisation).objects.filter(pk=elm.organisation.pk).update(slug="elm-yard")
    after = everything()
    tell_of_a_change(folder=DEMO, at=NOON)

    assert (everything(), CourseVersion.objects.count()) == (after, 0)
    assert len(before) == len(after)
