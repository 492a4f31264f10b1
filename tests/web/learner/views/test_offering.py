"""Adding training done elsewhere to one's own record, in the browser."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.membership import MembershipPeriod
from courses.accounts.services import join
from courses.common.dates import local_date
from courses.learning.brought import BroughtRecord
from courses.usecases.accept_record import accept_record
from courses.usecases.decline_record import decline_record
from tests.people import NOON, STARTED, TODAY
from tests.usecases.bringing import brought_of
from tests.web.reading import errors_of, heading_of, text_of

ADD = "/learn/record/add/"


@pytest.fixture
def fields(elm, small_course):
    """Return what Amira types."""
    day = local_date(timezone.now()) - timedelta(days=30)
    return {
        "course": f"{elm.membership(elm.amira).pk}-{small_course.course.pk}",
        "completed_on_day": day.day,
        "completed_on_month": day.month,
        "completed_on_year": day.year,
        "minutes": 90,
        "evidence": "County council, certificate 77",
    }


def body_of(answer) -> str:
    """Return the text of a file that is sent in parts."""
    return b"".join(answer.streaming_content).decode()


def test_it_is_sent_and_stands_on_the_record_as_waiting(amira, fields):
    assert 'href="/learn/record/add/"' in amira.get("/learn/record/").content.decode()
    assert heading_of(amira.get(ADD)) == "Add training you did elsewhere"

    done = text_of(amira.post(ADD, fields, follow=True))
    amira.post(ADD, fields)

    assert "Your training lead will look at it. Until then it waits." in done
    assert "County council, certificate 77 Waiting for your training lead" in done
    assert "You have not completed a course here yet." in done
    kept = BroughtRecord.objects.get()
    assert (kept.minutes, kept.evidence, kept.is_waiting) == (
        90,
        "County council, certificate 77",
        True,
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"course": "1-999"}, "Choose a course from the list"),
        ({"course": ""}, "Choose a course from the list"),
        ({"minutes": "an hour"}, "Enter the minutes as a number, such as 90"),
        ({"evidence": " "}, "Enter what shows it"),
        ({"completed_on_year": 2999}, "Enter today or a day in the past"),
        ({"completed_on_year": 1999}, "Enter a day in the last 10 years"),
        ({"completed_on_month": 13}, "Enter a real date"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(amira, fields, changes, said):
    answer = amira.post(ADD, fields | changes)

    assert [words for _link, words in errors_of(answer)] == [said]
    assert BroughtRecord.objects.count() == 0


def test_a_second_one_of_that_day_waits_for_the_answer_to_the_first(amira, fields):
    amira.post(ADD, fields)

    answer = amira.post(ADD, fields | {"evidence": "Another"})

    assert [words for _link, words in errors_of(answer)] == [
        "You have sent training of this course and day already. Wait for the answer"
    ]
    assert "Another" in answer.content.decode()
    assert BroughtRecord.objects.count() == 1


def test_whoever_has_sent_twenty_that_wait_is_told_to_ask(amira, fields, elm, small_course):
    member = elm.membership(elm.amira)
    for day in range(20):
        brought_of(member, small_course.course, completed_on=TODAY - timedelta(days=day + 60))

    answer = amira.post(ADD, fields)

    assert [words for _link, words in errors_of(answer)] == [
        "You have sent 20 that wait already. Ask your training lead to look at them"
    ]
    assert BroughtRecord.objects.count() == 20


def test_what_was_declined_is_shown_with_its_reason_and_needs_other_evidence(amira, fields, elm):
    amira.post(ADD, fields)
    sent = BroughtRecord.objects.get()
    decline_record(
        membership=elm.membership(elm.amira),
        course=sent.course,
        completed_on=sent.completed_on,
        evidence=sent.evidence,
        reason="Too long ago",
        at=NOON,
        actor_id=elm.lewis.pk,
    )

    again = amira.post(ADD, fields)

    assert [words for _link, words in errors_of(again)] == [
        "Your training lead has decided about this already. Say what else shows it"
    ]
    assert "Not accepted: Too long ago" in text_of(amira.get("/learn/record/"))
    table = body_of(amira.get("/learn/record/training-record.csv"))
    assert "Outside this site. Not accepted: Too long ago" in table


def test_what_was_accepted_counts_and_the_files_say_each_state(amira, elm, small_course):
    member = elm.membership(elm.amira)
    accepted = brought_of(member, small_course.course)
    accept_record(brought=accepted, membership=member, at=NOON, actor_id=elm.lewis.pk)
    brought_of(member, small_course.course, evidence="Another")

    text = text_of(amira.get("/learn/record/"))
    table = body_of(amira.get("/learn/record/training-record.csv"))
    data = json.loads(amira.get("/learn/record/training-record.json").content)

    assert "1 completed course, 1 hour of learning." in text
    assert "Certificate 12 of another provider Accepted" in text
    assert table.count("Certificate 12 of another provider") == 1
    assert "Outside this site. Waiting for your training lead" in table
    assert [(one["evidence"], one["state"]) for one in data["training_elsewhere"]] == [
        ("Another", "waiting"),
        ("Certificate 12 of another provider", "accepted"),
    ]


def test_nobody_elses_shows(elm, amira, small_course, sign_in):
    brought_of(elm.membership(elm.amira), small_course.course)

    assert "Certificate 12" not in text_of(sign_in(elm.lewis).get("/learn/record/"))


def test_the_record_costs_the_same_with_one_and_three(
    elm, amira, small_course, django_assert_num_queries
):
    member = elm.membership(elm.amira)
    brought_of(member, small_course.course)
    with django_assert_num_queries(11):
        amira.get("/learn/record/")
    for days in (1, 2):
        day = local_date(NOON) - timedelta(days=days)
        brought_of(member, small_course.course, completed_on=day)

    with django_assert_num_queries(11):
        answer = amira.get("/learn/record/")

    assert text_of(answer).count("Waiting for your training lead") == 3


def test_who_works_nowhere_has_nobody_to_send_it_to(elm, amira, fields):
    MembershipPeriod.objects.filter(membership__user=elm.amira).update(valid_until=STARTED)

    assert "No organisation that you work for here" in text_of(amira.get(ADD))
    amira.post(ADD, fields)
    assert BroughtRecord.objects.count() == 0


def test_who_works_at_two_places_says_for_which(elm, harbour, amira, small_course):
    join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=STARTED,
        at=NOON,
    )

    text = text_of(amira.get(ADD))

    assert "A small course (Elm Park) A small course (Harbour Trust)" in text
