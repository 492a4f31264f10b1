"""The reasons of a standing in plain words."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from courses.accounts.places import Names
from courses.compliance.allowances import Excused, Extended
from courses.compliance.audience import CHOSEN, Assigned, Audience, Period
from courses.compliance.queries import Rule
from courses.compliance.reasons import Reason
from courses.compliance.renewing import Renewal
from courses.compliance.status import Done, History
from courses.compliance.trace import trace_on
from courses.web.presenters import learner_status
from courses.web.reasons import why
from tests.compliance.histories import NORTH, RULE, TEACHER, YEAR_4

ON = date(2026, 3, 3)
STAY = Period(date(2024, 9, 2), None, TEACHER, NORTH, YEAR_4)
NAMES = Names(
    {TEACHER: "Class teacher", 2: "Cook"},
    {NORTH: "North"},
    {YEAR_4: "Year 4"},
    {7: "Driver", 8: "First aider", 9: "Keyholder"},
)


def told(*completions, revision=RULE, exemptions=(), on=ON, **more):
    rule = Rule(UUID(int=1), 7, (revision,), 1, "small-course", "A small course")
    history = History((STAY,), (revision,), completions, exemptions, **more)
    return why(Reason(rule, trace_on(history, on)), NAMES)


def test_why_somebody_is_overdue():
    found = told(Done(date(2024, 9, 20), (1, 2, 0)))

    assert (found.course_id, found.title) == (7, "A small course")
    assert found.status.word == "Overdue since 21 September 2025"
    assert found.rule == (
        "Asked of everyone since 1 September 2024. First due 28 days after starting. "
        "It lasts for 12 months."
    )
    assert found.steps == [
        "In this group without a break since 2 September 2024, so first due on 30 September 2024.",
        "Completed on 20 September 2024 (version 1.2.0). "
        "It was in date until the end of 20 September 2025.",
    ]
    assert found.remedy == (
        "Late since 21 September 2025. Completing the course makes this green, and so does "
        "recording training taken elsewhere."
    )


def test_more_time_is_told_with_the_day_it_replaces():
    given = Extended(date(2024, 9, 28), None, date(2024, 10, 20))

    assert told(on=date(2024, 9, 28), extensions=(given,)).steps[2:] == [
        "Due on 30 September 2024 by the rule. More time was given on 28 September 2024: "
        "due on 20 October 2024."
    ]


def test_why_somebody_is_due_or_due_soon():
    soon = told(on=date(2024, 9, 10))

    assert soon.status.word == "Due soon: 30 September 2024"
    assert soon.steps[1:] == ["No completion that counts is on record."]
    assert soon.remedy == "Completing the course makes this green."


def test_why_somebody_is_in_date_or_may_renew():
    held = told(Done(date(2025, 9, 20)))
    window = told(Done(date(2025, 3, 20)))
    for_ever = told(Done(date(2025, 9, 20)), revision=replace(RULE, valid_months=None))

    assert held.steps[1:] == [
        "Completed on 20 September 2025 (training outside the platform). "
        "It is in date until the end of 20 September 2026."
    ]
    assert held.remedy == ""
    assert window.remedy == "Completing it again by 20 March 2026 keeps this green."
    assert for_ever.rule.endswith("It does not run out.")
    assert for_ever.steps[1].endswith("(training outside the platform). It does not run out.")


def test_a_rule_for_the_first_day_says_so_without_counting_days():
    found = told(revision=replace(RULE, due_days=0, valid_months=None))

    assert found.rule == (
        "Asked of everyone since 1 September 2024. First due on the first day. It does not run out."
    )


def test_what_does_not_count_is_named_with_the_reason():
    rule = replace(RULE, minimum_version=(1, 2, 0))

    assert told(Done(date(2026, 2, 1), (1, 0, 0)), revision=rule).steps[1] == (
        "The completion of 1 February 2026 does not count: version 1.0.0 is older than 1.2.0."
    )


def test_a_renewal_by_a_shorter_course_to_a_fixed_day_is_told_step_by_step():
    rule = replace(RULE, renewal=Renewal.FIXED_DAY, fixed=(9, 1), grace_days=14, refresher_id=7)
    early = Done(date(2024, 9, 10), refresher_id=7)
    full, shorter = Done(date(2024, 9, 20)), Done(date(2025, 8, 1), refresher_id=7)

    renewed = told(full, shorter, revision=rule)
    late = told(full, revision=rule)
    never = told(early, revision=rule)

    assert renewed.rule.endswith(
        "It lasts for 12 months. It always ends on the day before 1 September. After it, 14 days"
        " of grace. A shorter course renews it once it was completed in full."
    )
    assert renewed.steps[1] == (
        "Completed on 1 August 2025 (the shorter course that renews it). "
        "It is in date until the end of 31 August 2026."
    )
    assert late.steps[2] == "With the days of grace it was to be renewed by 14 September 2025."
    assert late.status.word == "Overdue since 15 September 2025"
    assert late.remedy.endswith("training taken elsewhere. The shorter course is enough.")
    assert renewed.remedy == ""
    assert never.steps[1] == (
        "The shorter course of 10 September 2024 does not count: "
        "it only renews what was completed in full."
    )
    yearly = told(full, revision=replace(RULE, renewal=Renewal.ANNIVERSARY))
    assert yearly.rule.endswith("It always ends on an anniversary of the first completion.")


def test_an_exemption_is_told_with_its_days():
    found = told(exemptions=(Excused(date(2026, 1, 1), date(2026, 6, 1)),))

    assert found.status.word == "Exempt until 1 June 2026"
    assert found.steps[-1] == "Exempt from 1 January 2026 to 1 June 2026."
    assert found.remedy == ""


def test_a_rule_says_whom_it_asks():
    narrow = replace(
        RULE,
        audience=Audience((TEACHER, 2), (NORTH,), (YEAR_4,), (7, 8, 9)),
        due_days=None,
        due_on=date(2026, 9, 1),
        valid_months=1,
    )

    assert told(revision=narrow).rule == (
        "Asked of everyone with the job Class teacher or Cook at North in the team Year 4 tagged "
        "Driver, First aider or Keyholder since 1 September 2024. "
        "First due on 1 September 2026. It lasts for 1 month."
    )


def test_outside_the_audience_the_page_says_so():
    elsewhere = told(revision=replace(RULE, audience=Audience(sites=(NORTH + 1,))))
    before = told(on=date(2020, 1, 1))

    assert elsewhere.steps == ["On this day no job, place or tag that the rule names is held."]
    assert (before.rule, before.steps, before.remedy) == (
        "No rule about this course was in force on this day.",
        [],
        "",
    )
    assert elsewhere.status.word == before.status.word == "Not required"


def test_the_person_reads_the_same_sentences_beside_their_own_word_of_the_status():
    held = Done(date(2025, 3, 20))
    rule = Rule(UUID(int=1), 7, (RULE,), 1, "small-course", "A small course")
    reason = Reason(rule, trace_on(History((STAY,), (RULE,), (held,), ()), ON))

    own, leads = why(reason, NAMES, status=learner_status), why(reason, NAMES)

    assert (own.status.word, leads.status.word) == (
        "Renew by 20 March 2026",
        "Renewal open, in date until 20 March 2026",
    )
    assert replace(own, status=leads.status) == leads


OWN_DAY = replace(RULE, audience=CHOSEN, due_days=None, due_on=date(2024, 9, 1), valid_months=None)


def test_a_course_given_by_a_day_is_told_with_what_counts():
    given = Assigned(date(2026, 2, 1), None, date(2026, 3, 1), date(2025, 2, 1))
    old = Done(date(2024, 9, 20), (1, 2, 0))

    found = told(old, revision=OWN_DAY, assigned=(given,))

    assert found.status.word == "Overdue since 2 March 2026"
    assert found.rule == "Asked of people whom a training lead chose, by a day of their own, once."
    assert found.steps == [
        "Given on 1 February 2026, to be completed by 1 March 2026. "
        "A completion since 1 February 2025 counts.",
        "No completion that counts is on record.",
    ]


def test_whoever_was_away_on_their_own_day_has_it_due_on_the_first_day_back():
    given = (Assigned(date(2025, 11, 1), None, date(2026, 1, 9)),)
    stays = (
        replace(STAY, valid_until=date(2025, 12, 1)),
        replace(STAY, valid_from=date(2026, 3, 2)),
    )
    rule = Rule(UUID(int=1), 7, (OWN_DAY,), 1, "small-course", "A small course")
    history = History(stays, (OWN_DAY,), (), (), assigned=given)

    first, second = (
        why(Reason(rule, trace_on(history, date(2026, 3, day))), NAMES) for day in (2, 3)
    )

    assert (first.status.word, second.status.word) == (
        "Due soon: 2 March 2026",
        "Overdue since 3 March 2026",
    )
    assert first.steps == second.steps
    assert first.steps[0] == (
        "Given on 1 November 2025, to be completed by 9 January 2026. "
        "Away then and back on 2 March 2026, so due on that day."
    )


def test_of_several_days_the_earliest_to_do_is_told_and_where_all_is_done_the_last_given():
    first = Assigned(date(2025, 2, 1), None, date(2025, 3, 1))
    again = Assigned(date(2026, 2, 1), None, date(2026, 3, 9), date(2026, 2, 1))

    open_ = told(Done(date(2025, 2, 20)), revision=OWN_DAY, assigned=(again, first))
    done = told(Done(date(2026, 2, 20)), revision=OWN_DAY, assigned=(again, first))
    ahead = told(revision=OWN_DAY, assigned=(again, replace(again, due_on=date(2026, 3, 8))))

    assert open_.status.word == "Due soon: 9 March 2026"
    assert open_.steps[0].startswith("Given on 1 February 2026, to be completed by 9 March 2026.")
    assert done.steps == [
        "Given on 1 February 2026, to be completed by 9 March 2026. "
        "A completion since 1 February 2026 counts.",
        "Completed on 20 February 2026 (training outside the platform). It does not run out.",
    ]
    assert ahead.steps[0].startswith("Given on 1 February 2026, to be completed by 8 March 2026.")


def test_nothing_is_asked_of_whoever_was_not_chosen():
    found = told(revision=OWN_DAY)

    assert (found.status.word, found.steps) == (
        "Not required",
        ["On this day this was not asked of this person."],
    )
