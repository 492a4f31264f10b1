from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from courses.audit.models import AuditEvent
from courses.catalogue.services import publish, save_draft
from courses.learning import services as learning
from courses.learning.models import CheckAnswer, Completion, Enrolment, LessonProgress, ScenarioPath
from courses.learning.queries import lesson_states
from courses.learning.story import Step, Way
from courses.learning.together import Gathering, Seat
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.move_part_way import move_part_way, who_may_move
from courses.usecases.publish_version import publish_version
from courses.usecases.roll_back_version import roll_back_version
from tests.people import NOON
from tests.small_course import (
    answer_all,
    enrol,
    finish_lessons,
    item,
    make_small_course,
    open_attempt,
    small_draft,
)
from tests.tables import everything

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def changed(**changes):
    """Return the second edition: the first check is gone, the second lesson asks one more."""
    draft = small_draft(version="2.0.0", **changes)
    first, second = draft.lessons
    notice, _check, *rest = first.blocks
    ring, check = second.blocks
    more = replace(check, identifier="third-check", item="check-three")
    return replace(
        draft,
        lessons=(
            replace(first, blocks=(notice, *rest)),
            replace(second, blocks=(ring, check, more)),
        ),
        items=(
            *draft.items[1:],
            item("check-three", in_check=True, in_quiz=False, anchor="second#ring"),
        ),
    )


@pytest.fixture
def first(elm):
    """Return version 1.0.0 of Elm Park's own course."""
    return make_small_course(owner_id=elm.organisation.pk)


def second_of(elm, draft):
    version = save_draft(draft=draft, owner_id=elm.organisation.pk)
    publish(version=version, at=LATER, actor_id=None)
    return version


def move(version):
    return move_part_way(version=version, at=LATER, actor_id=7)


def now_of(user):
    return Enrolment.objects.open().get(learner=user)


def states(user):
    return [(one.completed, sorted(one.chosen)) for one in lesson_states(now_of(user))]


def test_what_was_done_comes_along_where_it_is_still_asked(elm, first):
    began = enrol(elm.amira, elm.organisation, first)
    finish_lessons(began)
    lesson = first.lessons.get(identifier="first")
    learning.keep_place(enrolment=began, lesson=lesson, block="notice", at=NOON)
    story = first.scenarios.get()
    way = Way("gate").decided(Step("gate", "tell"))
    learning.keep_way(enrolment=began, scenario=story, way=way, finished_at=NOON, at=NOON)
    learning.keep_practised(enrolment=began, practised={"v": 1, "done": {"a": "2026-03-03"}})
    kept = [list(table.objects.values()) for table in (CheckAnswer, LessonProgress, ScenarioPath)]
    second = second_of(elm, changed())

    assert move(second) == 1

    mine = now_of(elm.amira)
    assert (mine.version, mine.reason) == (second, began.reason)
    assert mine.practised == {"v": 1, "done": {"a": "2026-03-03"}}
    assert states(elm.amira) == [(True, []), (False, ["second-check"])]
    assert lesson_states(mine)[0].last_block == "notice"
    assert ScenarioPath.objects.get(enrolment=mine).steps == way.write()
    began.refresh_from_db()
    assert (began.version, began.closed_at) == (first, LATER)
    assert [
        list(table.objects.filter(enrolment=began).values())
        for table in (CheckAnswer, LessonProgress, ScenarioPath)
    ] == kept
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.about_id, event.actor_id) == ("moved-part-way", second.pk, 7)
    assert (event.details["people"], event.details["from"]) == (1, [first.pk])


def test_an_answer_that_is_offered_no_more_opens_its_lesson_again(elm, first):
    finish_lessons(enrol(elm.amira, elm.organisation, first))
    draft = small_draft(version="2.0.0")
    check, *others = draft.items
    told, *rest = check.options
    check = replace(check, options=(replace(told, identifier="say-so"), *rest))

    move(second_of(elm, replace(draft, items=(check, *others))))

    assert states(elm.amira) == [(False, []), (True, ["second-check"])]


def test_who_completed_sits_the_quiz_or_a_room_finishes_there(elm, first):
    sat = enrol(elm.amira, elm.organisation, first)
    finish_lessons(sat)
    open_attempt(sat)
    passed = enrol(elm.lewis, elm.organisation, first)
    finish_lessons(passed)
    attempt = open_attempt(passed)
    answer_all(attempt)
    finish_attempt(attempt=attempt, at=NOON)
    in_room = enrol(elm.noor, elm.organisation, first)
    room = Gathering.objects.create(
        organisation=elm.organisation, version=first, opened_at=NOON, closes_at=LATER + timedelta(1)
    )
    Seat.objects.create(
        gathering=room, membership=elm.membership(elm.noor), staff_code="A", enrolment=in_room
    )
    second = second_of(elm, changed())
    before = everything()

    assert move(second) == 0
    assert everything() == before
    may = who_may_move(second, at=LATER)
    assert (may.part_way, may.now, may.stay) == (2, 0, 2)


def test_a_try_that_was_handed_in_stays_as_it_is(elm, first):
    began = enrol(elm.amira, elm.organisation, first)
    finish_lessons(began)
    attempt = open_attempt(began)
    answer_all(attempt, "wait")
    finish_attempt(attempt=attempt, at=NOON)
    before = list(began.attempts.values()), list(attempt.responses.values())

    move(second_of(elm, small_draft(version="2.0.0")))

    assert (list(began.attempts.values()), list(attempt.responses.values())) == before
    assert list(now_of(elm.amira).attempts.all()) == []
    assert Completion.objects.count() == 0


def test_moving_twice_moves_once_and_nobody_moves_to_what_is_not_offered(elm, first):
    enrol(elm.amira, elm.organisation, first)
    second = second_of(elm, small_draft(version="2.0.0"))
    roll_back_version(version=first, at=LATER + timedelta(hours=1), actor_id=7)
    assert move(second) == 0
    roll_back_version(version=second, at=LATER + timedelta(hours=2), actor_id=7)
    assert move(second) == 1
    before = everything()

    assert move(second) == 0

    assert everything() == before


def test_publishing_may_move_them_at_once(elm, first, django_capture_on_commit_callbacks, settings):
    enrol(elm.amira, elm.organisation, first)
    second = save_draft(draft=small_draft(version="2.0.0"), owner_id=elm.organisation.pk)

    with django_capture_on_commit_callbacks(execute=True):
        publish_version(version=second, at=LATER, actor_id=7, reason="Read", moves_part_way=True)

    assert now_of(elm.amira).version == second
    verbs = AuditEvent.objects.order_by("sequence").values_list("verb", "details__moves_part_way")
    assert list(verbs) == [("published", True), ("moved-part-way", None)]


@pytest.mark.parametrize("people", [1, 3])
def test_it_takes_as_many_queries_for_one_as_for_three(
    elm, first, people, django_assert_num_queries
):
    for user in (elm.amira, elm.lewis, elm.noor)[:people]:
        finish_lessons(enrol(user, elm.organisation, first))
    second = second_of(elm, small_draft(version="2.0.0"))

    with django_assert_num_queries(32):
        assert move(second) == people


def test_nobody_moves_where_the_trail_cannot_be_written(elm, first):
    finish_lessons(enrol(elm.amira, elm.organisation, first))
    second = second_of(elm, small_draft(version="2.0.0"))
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_auditevent RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        move(second)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO courses_auditevent")
    assert everything() == before
