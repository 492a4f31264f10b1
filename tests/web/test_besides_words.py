"""What does not count for a rule, in words."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from courses.compliance.audience import Period
from courses.compliance.queries import Rule
from courses.compliance.reasons import Reason
from courses.compliance.status import Done, History
from courses.compliance.trace import trace_on
from courses.learning.besides import Besides, NotAccepted, OtherCourse
from courses.web.besides_words import besides_words, is_lacking
from tests.compliance.histories import NORTH, RULE, TEACHER

ON, DAY = date(2026, 3, 3), date(2026, 2, 1)
STAY = Period(date(2024, 9, 2), None, TEACHER, NORTH, None)


def reason(*completions, revision=RULE):
    rule = Rule(UUID(int=1), 7, (revision,), 1, "small-course", "A small course")
    return Reason(rule, trace_on(History((STAY,), (revision,), completions), ON))


def other(pk, title="First aid", slug="other", *, is_bundled=True):
    return OtherCourse(pk, slug, title, DAY, is_bundled)


def test_other_courses_are_named_with_what_the_rule_asks_for():
    found = Besides([other(7, "A small course", "small-course"), other(8)])

    assert besides_words(reason(), found) == [
        "“First aid” was completed on 1 February 2026. It does not count: this rule asks for"
        " “A small course”."
    ]


def test_of_many_courses_the_latest_three_are_named():
    five = [other(pk, f"Course {pk}") for pk in range(10, 15)]

    assert [one[:11] for one in besides_words(reason(), Besides(five))[:3]] == [
        "“Course 10”",
        "“Course 11”",
        "“Course 12”",
    ]
    assert besides_words(reason(), Besides(five))[3:] == [
        "2 more courses were completed, which do not count for this rule."
    ]
    assert besides_words(reason(), Besides(five[:4]))[3:] == [
        "1 more course was completed, which does not count for this rule."
    ]
    assert len(besides_words(reason(), Besides(five[:3]))) == 3


def test_the_other_edition_of_the_course_is_told_apart():
    bundled = other(9, "A small course", "small-course")
    own = replace(bundled, is_bundled=False)

    assert besides_words(reason(), Besides([bundled])) == [
        "The course of this name that comes with the platform was completed on 1 February 2026. It"
        " does not count: this rule asks for your organisation’s own."
    ]
    assert besides_words(reason(), Besides([own])) == [
        "Your organisation’s own course of this name was completed on 1 February 2026. It does not"
        " count: this rule asks for the one that comes with the platform."
    ]


def test_records_of_this_course_alone_say_why_they_do_not_count():
    found = Besides(
        records=[
            NotAccepted(7, DAY, ""),
            NotAccepted(7, DAY, "No certificate."),
            NotAccepted(8, DAY, "Of another course"),
        ]
    )

    assert besides_words(reason(), found) == [
        "Training elsewhere on 1 February 2026 does not count until somebody has accepted it.",
        "Training elsewhere on 1 February 2026 does not count, for it was not accepted: No"
        " certificate.",
    ]


def test_a_shorter_course_that_may_renew_is_told_by_the_trace_not_here():
    assert besides_words(reason(revision=replace(RULE, refresher_id=8)), Besides([other(8)])) == []


def test_where_the_rule_is_met_or_names_nobody_nothing_is_told():
    met = reason(Done(date(2026, 2, 20)))
    unnamed = reason(revision=replace(RULE, effective_until=date(2025, 1, 1)))
    found = Besides([other(8)], [NotAccepted(7, DAY, "")])

    assert [besides_words(one, found) for one in (met, unnamed)] == [[], []]
    assert [is_lacking(some) for some in ([met, unnamed], [met, reason()], [])] == [
        False,
        True,
        False,
    ]
