"""Going on with the newest edition of a document."""

from datetime import timedelta

import pytest

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.learning.models import Completion, Enrolment
from courses.usecases.complete_lesson import EditionReplaced, complete_lesson
from courses.usecases.take_new_edition import replaced_by, take_new_edition
from tests.documents import make_document
from tests.people import NOON
from tests.small_course import enrol
from tests.tables import everything, trail

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def mine(elm):
    """Return Amira's enrolment in a document, the only edition so far."""
    return enrol(elm.amira, elm.organisation, make_document())


def test_the_edition_that_is_read_is_not_replaced_by_itself_nor_is_a_course(mine, enrolment):
    assert (replaced_by(mine), replaced_by(enrolment)) == (None, None)
    before = everything()

    assert take_new_edition(enrolment=mine, at=LATER) == mine
    assert everything() == before


def test_a_replaced_edition_is_not_confirmed_and_nothing_is_written(mine):
    newest = make_document(version="1.1.0", at=LATER)
    before = everything()

    with pytest.raises(EditionReplaced):
        complete_lesson(enrolment=mine, lesson=mine.version.lessons.get(), at=LATER)

    assert replaced_by(mine) == newest
    assert everything() == before


def test_the_new_edition_is_opened_once_and_the_earlier_closed(mine, elm):
    newest = make_document(version="1.1.0", at=LATER)

    opened = take_new_edition(enrolment=mine, at=LATER)

    mine.refresh_from_db()
    assert (opened.version, opened.reason, mine.closed_at) == (newest, mine.reason, LATER)
    assert trail(elm.organisation.pk)[-1] == ("enrolled", "enrolment", opened.pk, elm.amira.pk)
    before = everything()
    assert take_new_edition(enrolment=mine, at=LATER) == opened
    assert replaced_by(mine) is None
    assert everything() == before


def test_what_is_confirmed_already_stays(mine, elm):
    Completion.objects.create(
        thread=mine.registration,
        learner=elm.amira,
        organisation=elm.organisation,
        course=mine.course,
        version=mine.version,
        enrolment=mine,
        how="lessons",
        completed_at=NOON,
        completed_on=NOON.date(),
        minutes=5,
        recorded_at=NOON,
    )
    make_document(version="1.1.0", at=LATER)

    assert replaced_by(mine) is None


def test_without_its_audit_event_nothing_is_opened(mine, monkeypatch):
    make_document(version="1.1.0", at=LATER)
    monkeypatch.delitem(VERBS, "enrolled")

    with pytest.raises(UnknownVerb):
        take_new_edition(enrolment=mine, at=LATER)

    assert list(Enrolment.objects.all()) == [mine]
    assert Enrolment.objects.get().closed_at is None
