"""Rules in sentences."""

from datetime import date

import pytest

from courses.accounts.places import Names
from courses.catalogue.models import Course
from courses.compliance.audience import Audience
from courses.compliance.moving import CourseTurning
from courses.compliance.rehearsal import Rehearsal
from courses.compliance.revising import Change, Outcome
from courses.compliance.status import Finding, State
from courses.usecases.rehearse_mails import Mails
from courses.web.lead.rule_words import (
    counted,
    mails_told,
    rehearsal_of,
    renewal_words,
    sentence,
    since,
    turned,
    unsaved,
)
from courses.web.presenters import day_in_words
from tests.people import STARTED, TODAY

NAMES = Names(
    {1: "Cook", 2: "Driver"}, {3: "North"}, {4: "Kitchen"}, {5: "First aider", 6: "Keyholder"}
)
RULE = {"effective_from": STARTED, "due_days": 28, "valid_months": 12}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {},
            "Everyone must complete “First aid” within 28 days of starting,"
            " and again every 12 months.",
        ),
        (
            {"due_days": 1, "valid_months": None},
            "Everyone must complete “First aid” within 1 day of starting, once.",
        ),
        (
            {"renewal": "fixed_day", "fixed_month": 9, "fixed_day": 1},
            "Everyone must complete “First aid” within 28 days of starting,"
            " and again every 12 months, before 1 September.",
        ),
        (
            {"renewal": "fixed_day", "fixed_month": 2, "fixed_day": 29},
            "Everyone must complete “First aid” within 28 days of starting,"
            " and again every 12 months, before 29 February (28 February in other years).",
        ),
        (
            {"renewal": "anniversary", "valid_months": 24},
            "Everyone must complete “First aid” within 28 days of starting,"
            " and again every 24 months, by the anniversary of their first time.",
        ),
        (
            {"due_days": 0, "valid_months": 1},
            "Everyone must complete “First aid” on their first day, and again every month.",
        ),
        (
            {"due_days": None, "due_on": date(2026, 9, 1), "valid_months": None},
            "Everyone must complete “First aid” by 1 September 2026, once.",
        ),
        (
            {
                "audience": Audience(roles=(1, 2), sites=(3,), teams=(4,), tags=(5, 6, 7)),
                "valid_months": None,
            },
            "Everyone whose job is Cook or Driver at North in Kitchen tagged First aider, Keyholder"
            " or one deleted since must complete “First aid” within 28 days of starting, once.",
        ),
    ],
)
def test_a_rule_is_one_sentence(changes, words):
    assert sentence(unsaved(**(RULE | changes)), "First aid", NAMES) == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Since 2 September 2024."),
        ({"effective_from": date(2026, 9, 1)}, "From 1 September 2026 on."),
        (
            {"effective_until": date(2026, 8, 31)},
            "Since 2 September 2024. Last day: 31 August 2026.",
        ),
    ],
)
def test_it_says_since_when_and_until_when(changes, words):
    assert since(unsaved(**(RULE | changes)), on=TODAY) == words


@pytest.mark.parametrize(
    ("states", "lines"),
    [
        ({}, []),
        ({State.OVERDUE: 1}, ["1 person is overdue."]),
        (
            {State.OVERDUE: 2, State.DUE: 1, State.DUE_SOON: 2, State.IN_DATE: 1},
            [
                "2 people are overdue.",
                "3 people have it to do.",
                "1 person is in date already and keeps what they have.",
            ],
        ),
        ({State.RENEWAL_OPEN: 2}, ["2 people are in date already and keep what they have."]),
    ],
)
def test_counts_are_lines_and_empty_groups_are_left_out(states, lines):
    assert counted(Rehearsal(TODAY, states)) == lines


def test_how_it_is_renewed_is_said_in_sentences():
    shorter = Course(pk=7, slug="shorter")
    full = unsaved(**RULE, grace_days=14, refresher=shorter)

    assert renewal_words(full, {7: "First aid again"}) == [
        "Renewal opens 60 days before the end.",
        "There are 14 days of grace to renew it then.",
        "“First aid again” renews it, but does not count the first time.",
    ]
    assert renewal_words(unsaved(**RULE, renew_window_days=0), {}) == [
        "Renewal opens when it has run out."
    ]
    assert renewal_words(unsaved(**RULE | {"valid_months": None}), {}) == []


def test_what_a_change_makes_of_people_is_counted_by_what_they_become():
    def change(n, before, after):
        return Change(n, f"Person {n}", Finding(before, TODAY, ()), Finding(after, TODAY, ()))

    outcome = Outcome(
        TODAY,
        (
            change(1, State.IN_DATE, State.OVERDUE),
            change(2, State.OVERDUE, State.RENEWAL_OPEN),
            change(3, State.NOT_REQUIRED, State.DUE),
            change(4, State.NOT_REQUIRED, State.DUE_SOON),
            change(5, State.DUE, State.NOT_REQUIRED),
            change(6, State.IN_DATE, State.IN_DATE),
        ),
        same=0,
    )

    assert turned(outcome) == [
        "1 person becomes overdue.",
        "2 people get it to do.",
        "1 person becomes in date.",
        "1 person need not hold it.",
    ]


def test_of_several_courses_it_is_counted_course_by_course_and_each_row_names_its_own():
    due = Finding(State.DUE, TODAY, ())
    free = Finding(State.NOT_REQUIRED, None, ())
    later = date(2026, 5, 1)
    changes = (
        CourseTurning(1, "Amira Haddad", free, due, TODAY, 8, "Den"),
        CourseTurning(2, "Ash Turner", free, due, TODAY, 8, "Den"),
        CourseTurning(2, "Ash Turner", due, free, later, 7, "Basics"),
    )

    shown = rehearsal_of(Outcome(TODAY, changes, same=3), may_take=False)

    assert shown["counts"] == ["Basics: 1 person need not hold it.", "Den: 2 people get it to do."]
    assert [(one["name"], one["course"], one["on"]) for one in shown["rows"]] == [
        ("Amira Haddad", "Den", day_in_words(TODAY)),
        ("Ash Turner", "Den", day_in_words(TODAY)),
        ("Ash Turner", "Basics", "1 May 2026"),
    ]
    assert (shown["has_courses"], shown["is_dated"], shown["outcome"].people) == (True, True, 2)
    alone = rehearsal_of(Outcome(TODAY, changes[:2], same=3), may_take=False)
    assert (alone["has_courses"], alone["is_dated"]) == (True, False)


def test_emails_are_lines_of_the_days_that_change():
    days = tuple((date(2026, 4, n), n - 1, 0) for n in range(1, 13))

    lines = mails_told(Mails(date(2026, 4, 30), days))

    assert lines[:3] == [
        "1 April 2026: 0 emails, without it 0",
        "2 April 2026: 1 email, without it 0",
        "3 April 2026: 2 emails, without it 0",
    ]
    assert (len(lines), lines[-1]) == (11, "and on 2 days more")
    assert mails_told(Mails(date(2026, 4, 30))) == [
        "No email more or fewer goes out up to 30 April 2026."
    ]
    assert mails_told(None)[0].startswith("How many emails would go out is not worked out")
