"""The people of a pack: counted, listed, starters and the excused, on the day and as known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from courses.accounts.models import Team
from courses.common.scope import Scope
from courses.compliance.assigning import assign_many
from courses.compliance.extending import extend_many
from courses.compliance.queries import Standing, rules_of
from courses.compliance.services import exempt
from courses.compliance.status import Done, Finding, State
from courses.compliance.supervising import supervise
from courses.reporting.pack_parts import against, here_in, people_parts, said
from courses.usecases.record_training import record_training
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, STARTED, TODAY, make_member

DAY = timedelta(days=1)
DONE = date(2026, 1, 20)


@pytest.fixture
def people(elm, rule):
    """Let Amira hold the course, Grace be excused, and Zadie have begun ten days ago."""
    record_training(
        membership=elm.membership(elm.amira),
        course=rule.course,
        completed_on=DONE,
        minutes=60,
        evidence="Seen",
        at=NOON,
    )
    exempt(
        membership=elm.membership(elm.grace),
        rule=rule.rule,
        reason="On long leave",
        valid_from=TODAY,
        valid_until=TODAY + 30 * DAY,
        at=NOON,
        actor_id=elm.lewis.pk,
    )
    make_member(
        *(elm.organisation, elm.south, elm.teacher, "Zadie New"),
        valid_from=TODAY - 10 * DAY,
    )


def parts_of(scope):
    here = scope.organisation_id
    rules = rules_of([here], known_at=scope.known_at)[here]
    return {part.name: part for part in people_parts(here_in(scope, rules=rules))}


@pytest.fixture
def whole(elm):
    """Return the scope of Elm Park today."""
    return Scope(elm.organisation.pk, TODAY, whole=True)


def test_the_summary_counts_everybody_and_each_group_the_lowest_share_first(elm, people, whole):
    team = Team.objects.create(organisation=elm.organisation, name="Year 4")
    elm.membership(elm.amira).periods.update(team=team)

    part = parts_of(whole)["summary"]

    assert part.headings == (
        *("By", "Group", "Asked", "Up to date", "Per cent", "Overdue", "Due soon"),
    )
    assert part.rows == (
        ("Everybody", "", 5, 1, "20%", 3, 1),
        ("Site", "South", 2, 0, "0%", 1, 1),
        ("Site", "North", 3, 1, "33%", 2, 0),
        ("Team", "Year 4", 1, 1, "100%", 0, 0),
        ("Job", "Class teacher", 5, 1, "20%", 3, 1),
    )


def test_the_matrix_says_each_status_in_the_leads_words(people, whole):
    part = parts_of(whole)["matrix"]

    assert part.headings == ("Name", "Staff number", "Job", "Site", "Team", "A small course")
    late = "Overdue since 1 October 2024"
    assert [(row[0], row[5]) for row in part.rows] == [
        ("Amira Haddad", "In date until 20 January 2027"),
        ("Ash Turner", late),
        ("Grace Whitfield", "Exempt until 2 April 2026"),
        ("Lewis Grant", late),
        ("Noor Siddiqui", late),
        ("Zadie New", "Due soon 21 March 2026"),
    ]


def test_everyone_has_a_row_for_each_course_asked_of_them(elm, rule, people, whole):
    rows = parts_of(whole)["people"].rows

    assert rows[0] == (
        *("Amira Haddad", "E001", "Class teacher", "North", "", "A small course"),
        *("In date until", date(2027, 1, 20), DONE, ""),
    )
    assert len(rows) == 6
    assert parts_of(replace(whole, on=STARTED - DAY))["people"].rows == ()


def test_starters_are_held_against_their_first_day(people, whole):
    part = parts_of(whole)["starters"]

    assert part.rows == (
        (
            *("Zadie New", "", "Class teacher", "South", "", TODAY - 10 * DAY),
            *("A small course", "Not yet", "Due soon 21 March 2026"),
        ),
    )
    assert parts_of(replace(whole, on=TODAY - 11 * DAY))["starters"].rows == ()


def test_starters_asked_by_their_first_day_have_their_light(elm, small_course, whole):
    set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=0,
        valid_months=12,
        at=NOON,
    )
    first = TODAY - 10 * DAY
    users = {
        name: make_member(elm.organisation, elm.south, elm.teacher, name, valid_from=first)
        for name in ("Zadie New", "Omar New", "Kit New")
    }
    record_training(
        membership=elm.membership(users["Kit New"]),
        course=small_course.course,
        completed_on=first,
        minutes=60,
        evidence="Seen",
        at=NOON,
    )
    supervise(
        membership=elm.membership(users["Omar New"]),
        supervisor=elm.membership(elm.ash),
        reason="Course to finish",
        valid_from=first,
        valid_until=TODAY + 5 * DAY,
        at=NOON,
        actor_id=elm.lewis.pk,
    )

    rows = parts_of(whole)["safe-to-start"].rows

    until = TODAY + 5 * DAY
    assert sorted(rows) == [
        ("Kit New", first, "Complete for the first day", "", None, "", ""),
        (
            *("Omar New", first, "Supervised", "A small course", until),
            *("Ash Turner", "Course to finish"),
        ),
        ("Zadie New", first, "Not yet", "A small course", None, "", ""),
    ]


def test_the_excused_are_named_with_reason_and_by_whom(people, whole):
    assert parts_of(whole)["exemptions"].rows == (
        (
            *("Grace Whitfield", "A small course", "On long leave"),
            *(TODAY, TODAY + 30 * DAY, "Lewis Grant"),
        ),
    )


def test_later_due_days_are_named_with_reason_and_by_whom_while_they_hold(elm, people, rule, whole):
    ash = elm.membership(elm.ash).pk
    extend_many(
        {ash: [rule.rule]},
        organisation_id=elm.organisation.pk,
        due_on=TODAY + 9 * DAY,
        reason="Works few hours at present",
        valid_from=TODAY,
        at=NOON,
        actor_id=elm.lewis.pk,
    )

    rows = parts_of(whole)["later-due-days"].rows

    assert rows == (
        (
            *("Ash Turner", "A small course", "Works few hours at present"),
            *(TODAY, TODAY + 9 * DAY, "Lewis Grant"),
        ),
    )
    assert parts_of(replace(whole, on=TODAY + 10 * DAY))["later-due-days"].rows == ()


def test_a_pack_of_one_site_shows_its_people_alone(elm, people):
    north = Scope(elm.organisation.pk, TODAY, site_ids=frozenset({elm.north.pk}))

    parts = parts_of(north)

    names = ["Amira Haddad", "Lewis Grant", "Noor Siddiqui"]
    assert [row[0] for row in parts["matrix"].rows] == names
    assert (parts["starters"].rows, parts["exemptions"].rows) == ((), ())


def test_what_was_recorded_later_is_left_out_as_known_then(people, whole):
    known = parts_of(replace(whole, known_at=NOON - DAY))

    assert [len(part.rows) for part in known.values()] == [1, 0, 0, 0, 0, 0, 0, 0]
    assert known["summary"].rows == (("Everybody", "", 0, 0, "", 0, 0),)


@pytest.mark.parametrize(
    ("completed_on", "state", "words"),
    [
        (None, State.DUE, "Not yet"),
        (TODAY, State.IN_DATE, "On or before the first day"),
        (TODAY - DAY, State.IN_DATE, "On or before the first day"),
        (TODAY + DAY, State.IN_DATE, "1 day after"),
        (TODAY + 9 * DAY, State.OVERDUE, "9 days after, held no longer"),
    ],
)
def test_a_completion_is_seen_from_the_first_day(completed_on, state, words):
    done = Done(completed_on) if completed_on else None

    assert against(Standing(Finding(state, TODAY, ()), done), TODAY) == words


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (None, "Not required"),
        (Standing(Finding(State.IN_DATE, None, ())), "In date"),
        (Standing(Finding(State.OVERDUE, TODAY, ())), "Overdue since 4 March 2026"),
        (Standing(Finding(State.DUE, TODAY, ())), "Due 3 March 2026"),
    ],
)
def test_a_standing_is_said_in_the_leads_words(standing, words):
    assert said(standing) == words


@pytest.mark.parametrize("more", [1, 3])
def test_the_number_of_queries_does_not_grow_with_people(
    elm, rule, whole, more, django_assert_num_queries
):
    for n in range(more):
        make_member(elm.organisation, elm.north, elm.teacher, f"Person{n} New")
    rules = rules_of([elm.organisation.pk])[elm.organisation.pk]

    with django_assert_num_queries(11):
        people_parts(here_in(whole, rules=rules))


def test_courses_given_by_a_day_are_named_with_by_whom(elm, people, rule, whole):
    assign_many(
        [elm.membership(elm.ash)],
        rule=rule.rule,
        due_on=TODAY + 9 * DAY,
        counts_from={},
        valid_from=TODAY,
        at=NOON,
        actor_id=elm.lewis.pk,
    )

    assert parts_of(whole)["by-a-day"].rows == (
        ("Ash Turner", "A small course", TODAY, TODAY + 9 * DAY, "Lewis Grant"),
    )
    assert parts_of(replace(whole, on=TODAY - DAY))["by-a-day"].rows == ()
