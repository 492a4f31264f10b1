"""Giving the file of outside training to a lead."""

from courses.learning.evidence import drop
from courses.usecases.open_evidence import open_evidence
from tests.people import NOON
from tests.tables import verbs_about
from tests.usecases.bringing import SMALL_PDF, brought_of


def test_who_took_it_is_recorded_and_nothing_where_there_is_none(elm, harbour, small_course):
    made = brought_of(elm.membership(elm.amira), small_course.course, file=SMALL_PDF)
    bare = brought_of(elm.membership(elm.noor), small_course.course)

    def opened(one):
        return open_evidence(brought=one, at=NOON, actor_id=elm.lewis.pk)

    assert opened(made) == SMALL_PDF.data
    assert opened(bare) is None
    drop(made.file)
    assert opened(made) is None
    assert verbs_about(made) == ["offered-record", "opened-evidence"]
    assert verbs_about(bare) == ["offered-record"]
