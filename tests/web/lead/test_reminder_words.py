"""How an organisation reminds, and what became of mail, in plain words."""

from datetime import time, timedelta

import pytest

from courses.notifications.models import Message
from courses.notifications.plan import USUAL, Plan
from courses.web.lead.reminder_words import (
    clock,
    kind_words,
    plan_rows,
    remedy_words,
    stage_words,
    why_words,
)
from tests.people import NOON, TODAY


def test_the_usual_plan_in_words():
    assert {row["key"]: row["value"] for row in plan_rows(USUAL, on=TODAY)} == {
        "Before the due day": "30, 14, 3 days before",
        "Once overdue": "The day after the due day, then every 14 days, 4 times",
        "Quiet hours": "From 8pm to 7am: what is due then leaves when they end",
        "Training leads": "Are not told how their teams stand",
    }


def test_another_plan_in_words():
    plan = Plan(
        repeats=0,
        quiet_from=time(7),
        quiet_until=time(7),
        digest_on=0,
        paused_until=TODAY + timedelta(days=2),
    )

    assert [row["value"] for row in plan_rows(plan, on=TODAY)] == [
        "Until the end of 5 March 2026",
        "30, 14, 3 days before",
        "The day after the due day",
        "None",
        "Every Monday, how their teams stand",
    ]
    assert len(plan_rows(plan, on=TODAY + timedelta(days=3))) == 4


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(0), "midnight"),
        (time(12), "midday"),
        (time(0, 30), "12:30am"),
        (time(19, 45), "7:45pm"),
    ],
)
def test_a_time_of_day(moment, words):
    assert clock(moment) == words


def test_stages():
    assert [stage_words(one) for one in ("before-1", "before-14", "overdue-0", "overdue-2")] == [
        "1 day before",
        "14 days before",
        "first reminder after the due day",
        "reminder 3 after the due day",
    ]


@pytest.mark.parametrize(
    ("problem", "why", "remedy"),
    [
        (
            "no-address",
            "There is no email address to send it to.",
            "Correct the address, then try again.",
        ),
        (
            "address-refused",
            "The mail server says that nobody has this address.",
            "Correct the address, then try again.",
        ),
        (
            "unsendable",
            "The mail could not be written as an email.",
            "Try again. Where it fails once more, tell whoever runs the mail server.",
        ),
        (
            "server-refused",
            "The mail server did not take it, tried 8 times.",
            "Try again. Where it fails once more, tell whoever runs the mail server.",
        ),
    ],
)
def test_why_a_mail_was_not_delivered_and_what_would_help(problem, why, remedy):
    message = Message(kind="reminder", problem=problem, body="x", tries=8, failed_at=NOON)

    assert (kind_words(message), why_words(message), remedy_words(message)) == (
        "Reminder",
        why,
        remedy,
    )


def test_one_that_is_still_tried_and_one_whose_link_is_used_up():
    tried = Message(kind="refresher", problem="server-refused", body="x", tries=2)
    spent = Message(kind="invitation", problem="server-refused", tries=8, failed_at=NOON)

    assert kind_words(tried) == "Three questions, optional"
    assert remedy_words(tried) == "It is tried again by itself. Nothing is to be done yet."
    assert remedy_words(spent) == (
        "Its link is used up. Send the invitation again under Invitations."
    )
