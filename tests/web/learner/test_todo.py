"""The learner's list: each state under its heading, with what to do next."""

from datetime import date, timedelta

import pytest

from courses.accounts.models import Organisation
from courses.catalogue.models import Course
from courses.compliance.status import Finding, State
from courses.learning.models import Enrolment
from courses.learning.progress import LessonState
from courses.usecases.record_training import record_training
from courses.usecases.set_requirement import set_requirement
from courses.web.learner.todo import Entry, entries_of, groups_of, row_of
from courses.web.presenters import Status
from tests.people import NOON, STARTED, TODAY
from tests.small_course import enrol, finish_lessons, make_rule, make_small_course

UNTIL = date(2026, 3, 12)
FRESH = (LessonState("first", "First lesson", 6), LessonState("second", "Second lesson", 7))
BEGUN = (
    LessonState("first", "First lesson", 6, placed_at=NOON, last_block="who"),
    LessonState("second", "Second lesson", 7),
)
FINISHED = tuple(
    LessonState(one.identifier, one.title, one.minutes, placed_at=NOON, completed=True)
    for one in FRESH
)
ADDRESS = "/learn/00000000-0000-0000-0000-000000000007/"


def entry(state=None, *, lessons=FRESH, complete=False, enrolled=True, **course):
    """Return one entry of the list; nothing of it is stored."""
    enrolment = Enrolment(registration="00000000-0000-0000-0000-000000000007")
    enrolment.is_complete = complete
    return Entry(
        organisation=Organisation(slug="elm-park", name="Elm Park"),
        course=Course(slug="a-course", kind=course.get("kind", Course.Kind.COURSE)),
        title=course.get("title", "A course"),
        finding=Finding(state, UNTIL, ()) if state else None,
        enrolment=enrolment if enrolled else None,
        lessons=lessons if enrolled else (),
    )


@pytest.mark.parametrize(
    ("state", "heading", "status"),
    [
        (State.OVERDUE, "Overdue", Status("Overdue since 13 March 2026", "triangle")),
        (State.DUE_SOON, "Due soon", Status("Due soon: 12 March 2026", "half")),
        (State.DUE, "Due", Status("Due 12 March 2026", "circle")),
        (State.RENEWAL_OPEN, "Ready to renew", Status("Renew by 12 March 2026", "tick-circle")),
        (None, "Courses you chose", Status("Not started", "bar-empty")),
        (State.NOT_REQUIRED, "Courses you chose", Status("Not started", "bar-empty")),
    ],
)
def test_each_state_to_act_on_stands_under_its_heading(state, heading, status):
    (group,) = groups_of([entry(state)], on=TODAY)

    assert (group.heading, [row.status for row in group.rows]) == (heading, [status])


@pytest.mark.parametrize("state", [State.IN_DATE, State.EXEMPT])
def test_nothing_is_to_do_where_the_standing_is_good(state):
    one = entry(state, complete=state is State.IN_DATE)

    assert (one.is_open, groups_of([one], on=TODAY)) == (False, [])


def test_a_chosen_course_that_is_met_is_done():
    one = entry(complete=True, lessons=FINISHED)

    assert (one.is_open, row_of(one, on=TODAY).status) == (False, Status("Completed"))


@pytest.mark.parametrize(
    ("one", "action", "address", "begins"),
    [
        (entry(State.DUE, enrolled=False), "Start: A course", "", True),
        (entry(State.DUE), "Start: A course", ADDRESS, False),
        (
            entry(State.DUE, lessons=BEGUN),
            "Continue: First lesson — about 6 min left",
            f"{ADDRESS}lessons/first/#who",
            False,
        ),
        (entry(State.DUE, lessons=FINISHED), "Continue: the quiz", f"{ADDRESS}quiz/", False),
        (
            entry(State.RENEWAL_OPEN, lessons=FINISHED, complete=True),
            "Renew: A course",
            ADDRESS,
            True,
        ),
        (entry(State.OVERDUE, lessons=FINISHED, complete=True), "Renew: A course", ADDRESS, True),
    ],
)
def test_the_button_says_what_it_does_and_leads_there(one, action, address, begins):
    row = row_of(one, on=TODAY)

    assert (row.action, row.url) == (action, address)
    assert row.begin_url == ("/learn/begin/elm-park/a-course/" if begins else "")


@pytest.mark.parametrize(
    ("lessons", "hint"),
    [
        (FRESH, "2 lessons left, about 13 minutes, then the quiz"),
        (BEGUN, "2 lessons left, about 13 minutes, then the quiz"),
        ((FINISHED[0], FRESH[1]), "1 lesson left, about 7 minutes, then the quiz"),
        (FINISHED, "Lessons finished. Only the quiz is left."),
    ],
)
def test_the_hint_counts_what_is_left(lessons, hint):
    assert row_of(entry(State.DUE, lessons=lessons), on=TODAY).hint == hint


def test_a_document_is_said_to_be_read_and_confirmed_for_it_has_no_quiz():
    document = entry(State.DUE, lessons=FRESH[:1], kind=Course.Kind.READING)

    hint = "About 6 minutes to read, then a short check to confirm it"
    assert row_of(document, on=TODAY).hint == hint


def test_a_row_says_when_and_leads_to_why():
    due, chosen = row_of(entry(State.DUE_SOON), on=TODAY), row_of(entry(), on=TODAY)

    assert (due.due, due.organisation) == ("Due Thursday 12 March 2026 (in 9 days)", "Elm Park")
    assert (due.why_url, chosen.due) == ("/learn/why/elm-park/a-course/", "")


def test_progress_stands_below_a_state_and_alone_without_one():
    begun = Status("In progress", "bar-half")

    assert row_of(entry(State.DUE, lessons=BEGUN), on=TODAY).progress == begun
    assert row_of(entry(lessons=BEGUN), on=TODAY).progress is None
    assert row_of(entry(lessons=BEGUN), on=TODAY).status == begun
    assert row_of(entry(State.DUE, enrolled=False), on=TODAY).progress is None


def test_headings_come_in_order_of_urgency_and_empty_ones_not_at_all():
    groups = groups_of([entry(), entry(State.DUE), entry(State.OVERDUE)], on=TODAY)

    assert [group.heading for group in groups] == ["Overdue", "Due", "Courses you chose"]


@pytest.fixture
def rule(elm, harbour, small_course):
    """Return how to ask Elm Park's people for the small course within so many days."""

    def ask(due_days):
        return make_rule(elm.organisation, small_course, due_days=due_days)

    return ask


def test_a_required_course_is_listed_before_it_is_begun(elm, rule):
    rule((TODAY - STARTED).days + 9)

    (one,) = entries_of(learner=elm.amira, on=TODAY)

    assert (one.state, one.title, one.enrolment, one.must_begin) == (
        State.DUE_SOON,
        "A small course",
        None,
        True,
    )


def test_an_enrolment_and_its_rule_are_one_entry(elm, rule, small_course):
    rule(28)
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    finish_lessons(enrolment)

    (one,) = entries_of(learner=elm.amira, on=TODAY)

    assert (one.state, one.enrolment, [lesson.completed for lesson in one.lessons]) == (
        State.OVERDUE,
        enrolment,
        [True, True],
    )


def test_who_completed_it_before_has_the_shorter_course_to_do_where_that_renews_it(
    elm, harbour, small_course
):
    shorter = make_small_course(slug="shorter")
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        refresher=shorter.course,
        at=NOON,
    )
    first = entries_of(learner=elm.amira, on=TODAY)
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=STARTED,
        minutes=60,
        evidence="Seen",
        at=NOON,
    )
    again = entries_of(learner=elm.amira, on=TODAY)
    shorter.course.versions.update(state="withdrawn")
    withdrawn = entries_of(learner=elm.amira, on=TODAY)

    told = [[(one.course.slug, one.state) for one in found] for found in (first, again, withdrawn)]
    assert told == [
        [("small-course", State.OVERDUE)],
        [("shorter", State.OVERDUE)],
        [("small-course", State.OVERDUE)],
    ]


def test_nobody_elses_courses_are_listed(elm, harbour, rule, small_course):
    enrol(harbour.callum, harbour.organisation, small_course)
    enrol(elm.lewis, elm.organisation, small_course)

    assert entries_of(learner=elm.amira, on=TODAY) == []


def test_after_leaving_nothing_is_asked(elm, rule, small_course):
    rule(28)
    enrol(elm.sam, elm.organisation, small_course)

    assert entries_of(learner=elm.sam, on=TODAY) == []
    assert len(entries_of(learner=elm.sam, on=date(2025, 4, 30))) == 1
    assert entries_of(learner=elm.sam, on=date(2025, 4, 30) + timedelta(days=1)) == []
