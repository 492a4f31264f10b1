"""What somebody learned besides: other courses and records not accepted, of one organisation."""

from datetime import timedelta

import pytest

from courses.accounts.services import join
from courses.catalogue.models import Course
from courses.learning.besides import Besides, besides
from courses.learning.services import record_outside
from courses.usecases.accept_record import accept_record
from courses.usecases.decline_record import decline_record
from tests.people import NOON, STARTED, TODAY
from tests.small_course import make_small_course
from tests.usecases.bringing import brought_of

DAY = timedelta(days=1)


@pytest.fixture
def done(elm, harbour):
    """Return how to record that Amira completed a course so many days ago."""

    def record(course, days_ago, organisation=elm.organisation):
        return record_outside(
            learner_id=elm.amira.pk,
            organisation_id=organisation.pk,
            course=course,
            completed_on=TODAY - days_ago * DAY,
            minutes=30,
            evidence=f"Seen {days_ago}",
            at=NOON - days_ago * DAY,
            actor_id=None,
        )

    return record


def told(found):
    """Return what was completed, and which records do not count, in short."""
    return (
        [(one.title, (TODAY - one.completed_on).days, one.is_bundled) for one in found.completed],
        [((TODAY - one.completed_on).days, one.reason) for one in found.records],
    )


def test_each_course_comes_once_with_its_latest_day_the_latest_first(elm, small_course, done):
    own = Course.objects.create(slug="own-words", owner=elm.organisation)
    for course, days_ago in ((small_course.course, 90), (small_course.course, 40), (own, 60)):
        done(course, days_ago)
    amira = elm.membership(elm.amira)

    assert told(besides(amira, on=TODAY))[0] == [
        ("A small course", 40, True),
        ("own-words", 60, False),
    ]
    assert told(besides(amira, on=TODAY - 50 * DAY))[0] == [
        ("own-words", 60, False),
        ("A small course", 90, True),
    ]
    assert told(besides(amira, on=TODAY, known_at=NOON - 70 * DAY))[0] == [
        ("A small course", 90, True)
    ]


def test_what_another_organisation_knows_of_the_same_person_is_not_there(
    elm, harbour, small_course, done
):
    join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=STARTED,
        at=NOON,
    )
    done(small_course.course, 40, harbour.organisation)
    brought_of(harbour.membership(elm.amira), small_course.course)

    assert besides(elm.membership(elm.amira), on=TODAY) == Besides()
    assert told(besides(harbour.membership(elm.amira), on=TODAY)) == (
        [("A small course", 40, True)],
        [(100, "")],
    )


def test_a_record_waits_then_is_declined_or_counts(elm, harbour, small_course):
    amira = elm.membership(elm.amira)
    other = make_small_course(slug="other").course
    waiting = brought_of(amira, small_course.course)
    brought_of(amira, other, completed_on=TODAY - 30 * DAY)
    before = told(besides(amira, on=TODAY))[1]
    decline_record(
        membership=amira,
        course=other,
        completed_on=TODAY - 30 * DAY,
        evidence="Certificate 12 of another provider",
        reason="No certificate",
        at=NOON + DAY,
        actor_id=elm.lewis.pk,
    )
    accept_record(brought=waiting, membership=amira, at=NOON + DAY, actor_id=elm.lewis.pk)

    assert before == [(30, ""), (100, "")]
    assert told(besides(amira, on=TODAY + DAY))[1] == [(30, "No certificate")]
    assert told(besides(amira, on=TODAY, known_at=NOON))[1] == before
    assert told(besides(amira, on=TODAY, known_at=NOON - DAY))[1] == []
    assert told(besides(amira, on=TODAY - 50 * DAY))[1] == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_twice_however_much_there_is(elm, done, number, django_assert_num_queries):
    for n in range(number):
        done(make_small_course(slug=f"other-{n}").course, 9 + n)
    amira = elm.membership(elm.amira)

    with django_assert_num_queries(2):
        found = besides(amira, on=TODAY)

    assert len(found.completed) == number
