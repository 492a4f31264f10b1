"""Standing of a page of people, read from the tables in four queries."""

from datetime import UTC, date, datetime, timedelta

import pytest

from courses.accounts import services as accounts
from courses.accounts.membership import Membership, MembershipPeriod
from courses.catalogue.models import Course, CourseVersion
from courses.compliance.audience import Audience
from courses.compliance.models import Exemption, Requirement
from courses.compliance.queries import (
    latest,
    required_courses,
    rules_of,
    standings_of,
    standings_read,
)
from courses.compliance.services import revise_rule, set_requirement
from courses.compliance.status import Done, State
from courses.learning import services as learning
from courses.learning.models import Completion
from tests.people import NOON, STARTED, TODAY
from tests.small_course import enrol, make_small_course


@pytest.fixture
def course(elm, harbour, small_course) -> Course:
    """Return a course that Elm Park and Harbour Trust ask of everybody."""
    for organisation in (elm.organisation, harbour.organisation):
        rule(organisation, small_course.course)
    return small_course.course


def rule(organisation, course, **more):
    fields = {"effective_from": STARTED, "due_days": 28, "valid_months": 12, "at": NOON}
    return set_requirement(organisation=organisation, course=course, **(fields | more))


def trained(user, organisation, course, on):
    return learning.record_outside(
        learner_id=user.pk,
        organisation_id=organisation.pk,
        course=course,
        completed_on=on,
        minutes=60,
        evidence="Certificate seen",
        at=NOON,
        actor_id=None,
    )


def states(memberships, on=TODAY):
    return {
        (Membership.objects.get(pk=membership).user.name, course): (found.state, found.until)
        for (membership, course), found in standings_of(memberships, on=on).items()
    }


def test_each_person_has_a_standing_from_rows_of_their_own(elm, harbour, course):
    trained(elm.amira, elm.organisation, course, date(2025, 9, 20))
    trained(harbour.callum, harbour.organisation, course, date(2026, 1, 5))
    memberships = [
        elm.membership(elm.amira),
        elm.membership(elm.noor),
        elm.membership(elm.sam),
        harbour.membership(harbour.callum),
    ]

    assert states(memberships) == {
        ("Amira Haddad", course.pk): (State.IN_DATE, date(2026, 9, 20)),
        ("Noor Siddiqui", course.pk): (State.OVERDUE, date(2024, 9, 30)),
        ("Sam Porter", course.pk): (State.NOT_REQUIRED, None),
        ("Callum Fraser", course.pk): (State.IN_DATE, date(2027, 1, 5)),
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_however_many_people_it_takes_four_queries(elm, course, rows, django_assert_num_queries):
    memberships = [elm.membership(user) for user in (elm.amira, elm.lewis, elm.noor)][:rows]

    with django_assert_num_queries(4):
        assert len(standings_of(memberships, on=TODAY)) == rows


def test_training_under_another_organisation_does_not_count_here(elm, harbour, course):
    joined = accounts.join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=STARTED,
        at=NOON,
    )
    trained(elm.amira, harbour.organisation, course, TODAY)

    found = standings_of([elm.membership(elm.amira), joined], on=TODAY)

    assert [finding.state for finding in found.values()] == [State.OVERDUE, State.IN_DATE]


def test_what_was_superseded_counts_no_more(elm, course):
    amira = elm.membership(elm.amira)
    trained(elm.amira, elm.organisation, course, TODAY)
    Completion.objects.update(superseded_at=NOON)
    assert states([amira]) == {("Amira Haddad", course.pk): (State.OVERDUE, date(2024, 9, 30))}

    MembershipPeriod.objects.filter(membership=amira).update(superseded_at=NOON)
    assert states([amira]) == {("Amira Haddad", course.pk): (State.NOT_REQUIRED, None)}

    Requirement.objects.update(superseded_at=NOON)
    assert states([amira]) == {}


def test_an_exemption_excuses_one_person_from_one_rule(elm, course):
    amira = elm.membership(elm.amira)
    Exemption.objects.create(
        membership=amira,
        organisation=elm.organisation,
        rule=Requirement.objects.get(organisation=elm.organisation).rule,
        reason="Maternity leave",
        valid_from=TODAY,
        valid_until=TODAY,
        recorded_at=NOON,
    )

    assert [
        f.state for f in standings_of([amira, elm.membership(elm.noor)], on=TODAY).values()
    ] == [
        State.EXEMPT,
        State.OVERDUE,
    ]
    tomorrow = TODAY + timedelta(days=1)
    assert states([amira], on=tomorrow)["Amira Haddad", course.pk][0] is State.OVERDUE


def test_of_several_rules_for_one_course_the_most_urgent_finding_stands(elm, course):
    trained(elm.amira, elm.organisation, course, date(2025, 9, 20))
    rule(elm.organisation, course, valid_months=3, audience=Audience(roles=(elm.teacher.pk,)))

    assert states([elm.membership(elm.amira)]) == {
        ("Amira Haddad", course.pk): (State.OVERDUE, date(2025, 12, 20))
    }


def test_the_minimum_version_is_read_as_three_numbers(elm, small_course):
    course = small_course.course
    requirement = rule(elm.organisation, course)
    Requirement.objects.filter(pk=requirement.pk).update(minimum_version="1.10.0")
    newer = make_small_course(version="1.10.0")
    for user, version in ((elm.amira, small_course), (elm.noor, newer)):
        enrolment = enrol(user, elm.organisation, version)
        learning.complete(enrolment=enrolment, how=Completion.How.QUIZ, minutes=13, at=NOON)

    assert states([elm.membership(elm.amira), elm.membership(elm.noor)]) == {
        ("Amira Haddad", course.pk): (State.OVERDUE, date(2024, 9, 30)),
        ("Noor Siddiqui", course.pk): (State.IN_DATE, date(2027, 3, 3)),
    }


@pytest.mark.parametrize("turned", [False, True], ids=["as they come", "turned round"])
def test_of_two_completions_of_one_day_the_newest_version_is_the_last(turned):
    outside, first, second = (Done(TODAY, version) for version in (None, (1, 9, 0), (1, 10, 0)))
    shorter = Done(TODAY, (2, 0, 0), refresher_id=7)
    done = [outside, first, second, shorter]

    assert latest(done[::-1] if turned else done, TODAY) == second


def test_revisions_of_one_rule_stay_together(elm, course):
    first = Requirement.objects.get(organisation=elm.organisation)
    revised = rule(elm.organisation, course, effective_from=date(2025, 9, 1), valid_months=6)
    Requirement.objects.filter(pk=first.pk).update(effective_until=date(2025, 8, 31))
    Requirement.objects.filter(pk=revised.pk).update(rule=first.rule)

    (found,) = rules_of([elm.organisation.pk])[elm.organisation.pk]

    assert (found.identifier, found.course_id) == (first.rule, course.pk)
    assert [(r.effective_from, r.effective_until, r.valid_months) for r in found.revisions] == [
        (STARTED, date(2025, 8, 31), 12),
        (date(2025, 9, 1), None, 6),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_rules_of_several_organisations_take_one_query(
    elm, harbour, course, rows, django_assert_num_queries
):
    for months in range(rows - 1):
        rule(elm.organisation, course, valid_months=months + 1)

    with django_assert_num_queries(1):
        rules = rules_of([elm.organisation.pk, harbour.organisation.pk])

    assert [len(rules[o.pk]) for o in (elm.organisation, harbour.organisation)] == [rows, 1]


def test_the_courses_that_some_rule_names_come_by_slug(elm, harbour, course):
    other = Course.objects.create(slug="a-reading")
    foreign = Course.objects.create(slug="boats")
    rule(elm.organisation, other)
    rule(harbour.organisation, foreign)

    assert required_courses(elm.organisation) == [other, course]
    assert required_courses(harbour.organisation) == [foreign, course]


KNOWN = {
    "before the rule was revised": datetime(2025, 7, 5, 12, tzinfo=UTC),
    "on the day itself": datetime(2026, 3, 3, 12, tzinfo=UTC),
    "after the training came in": datetime(2026, 3, 9, 12, tzinfo=UTC),
}


@pytest.mark.parametrize(
    ("known", "state", "until", "reasons"),
    [
        ("before the rule was revised", State.IN_DATE, date(2026, 9, 20), "still-valid"),
        ("on the day itself", State.OVERDUE, date(2025, 9, 20), "lapsed"),
        ("after the training came in", State.IN_DATE, date(2027, 2, 1), "still-valid"),
        (None, State.IN_DATE, date(2027, 2, 1), "still-valid"),
    ],
)
def test_what_held_on_a_day_is_told_as_it_was_known_at_each_moment(
    elm, amira_of_the_design, known, state, until, reasons
):
    moment = KNOWN[known] if known else None
    here = elm.organisation.pk

    rules = rules_of([here], known_at=moment)[here]
    read = standings_read([elm.membership(elm.amira)], rules=rules, on=TODAY, known_at=moment)

    (standing,) = read.standings[elm.membership(elm.amira).pk].values()
    finding = standing.finding
    assert (finding.state, finding.until) == (state, until)
    assert finding.reasons == ("completed", reasons)


def test_a_rule_known_before_its_course_was_published_has_the_title_of_today(elm, course):
    here = elm.organisation.pk
    CourseVersion.objects.update(published_at=NOON + timedelta(days=1))

    (then,), (now,) = rules_of([here], known_at=NOON)[here], rules_of([here])[here]

    assert (then.title, now.title) == ("A small course", "A small course")


@pytest.fixture
def amira_of_the_design(elm, small_course):
    """Record the worked example of the design, each row on the day it became known."""

    def noon(*day):
        return datetime(*day, 12, tzinfo=UTC)

    MembershipPeriod.objects.update(recorded_at=noon(2024, 9, 2))
    asked = set_requirement(
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=date(2024, 9, 1),
        due_days=28,
        valid_months=24,
        at=noon(2024, 9, 1),
    )
    changes = {"due_days": 28, "valid_months": 12}
    for at, on in ((noon(2024, 9, 20), date(2024, 9, 20)), (noon(2026, 3, 9), date(2026, 2, 1))):
        learning.record_outside(
            learner_id=elm.amira.pk,
            organisation_id=elm.organisation.pk,
            course=small_course.course,
            completed_on=on,
            minutes=60,
            evidence="Certificate seen",
            at=at,
            actor_id=None,
        )
    revise_rule(
        requirement=asked,
        effective_from=date(2025, 9, 1),
        changes=changes,
        at=noon(2025, 7, 10),
        actor_id=None,
    )
