"""The database's answer about standing, held equal to the pure rule on random histories."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.accounts.membership import Membership, MembershipPeriod
from courses.accounts.models import Role, Site, Team
from courses.catalogue.models import Course, CourseVersion
from courses.compliance.models import Exemption, Requirement
from courses.compliance.queries import rules_of, with_status
from courses.compliance.ranks import rank_of_finding
from courses.compliance.status import Done, Excused, History, Period, most_urgent, status_on
from courses.learning.models import Completion
from tests.compliance.histories import DAYS, HELPER, NORTH, SOUTH, TEACHER, YEAR_4, histories
from tests.people import NOON, make_user

NUMBERS = count(1)
VERSIONS = [None, (1, 0, 0), (1, 2, 0), (2, 0, 0)]


@st.composite
def cases(draw):
    """Draw a history with second jobs, exemptions, other terms and editions, and days to ask."""
    history = draw(histories())
    terms = {
        "due_days": draw(st.sampled_from([0, 10, 28, 60])),
        "valid_months": draw(st.sampled_from([None, 1, 6, 12])),
        "renew_window_days": draw(st.sampled_from([0, 20, 31, 60, 120])),
        "minimum_version": draw(st.sampled_from([None, None, (1, 2, 0)])),
    }
    if draw(st.booleans()):
        terms |= {"due_days": None, "due_on": draw(DAYS)}
    revisions = tuple(
        replace(revision, **terms, role_id=draw(st.sampled_from([None, None, TEACHER])))
        for revision in history.revisions
    )
    second = draw(st.lists(st.tuples(DAYS, DAYS), max_size=2))
    jobs = tuple(
        Period(
            min(span),
            max(span),
            draw(st.sampled_from([TEACHER, HELPER])),
            draw(st.sampled_from([NORTH, SOUTH])),
            YEAR_4,
        )
        for span in second
    )
    excused = draw(st.lists(st.tuples(DAYS, DAYS), max_size=1))
    editions = draw(st.lists(st.sampled_from(VERSIONS), min_size=3, max_size=3))
    completions = tuple(
        replace(done, version=edition)
        for done, edition in zip(history.completions, editions, strict=False)
    )
    return History(
        (*history.periods, *jobs),
        revisions,
        completions,
        tuple(Excused(min(span), max(span)) for span in excused),
    )


class Stored:
    """Histories as rows of Elm Park: a person each, a course and a rule each."""

    def __init__(self, elm, histories):
        helper = Role.objects.create(organisation=elm.organisation, slug="helper", name="Helper")
        team = Team.objects.create(organisation=elm.organisation, name="Year 4")
        self.elm = elm
        self.ids = {
            TEACHER: elm.teacher.pk,
            HELPER: helper.pk,
            NORTH: elm.north.pk,
            SOUTH: elm.south.pk,
            YEAR_4: team.pk,
            None: None,
        }
        self.editions = {}
        self.people = [(self.person(history), self.rule(history)) for history in histories]
        for (membership, (rule, course)), history in zip(self.people, histories, strict=True):
            self.done(membership, course, rule, history)

    def person(self, history):
        user = make_user("Ana", f"ana{next(NUMBERS)}@many.example")
        membership = Membership.objects.create(user=user, organisation=self.elm.organisation)
        for period in history.periods:
            MembershipPeriod.objects.create(
                membership=membership,
                organisation=self.elm.organisation,
                role_id=self.ids[period.role_id],
                site_id=self.ids[period.site_id],
                team_id=self.ids[period.team_id],
                valid_from=period.valid_from,
                valid_until=period.valid_until,
                recorded_at=NOON,
            )
        return membership

    def rule(self, history):
        rule, course = uuid4(), Course.objects.create(slug=f"course-{next(NUMBERS)}")
        for edition in VERSIONS[1:]:
            self.editions[course.pk, edition] = CourseVersion.objects.create(
                course=course,
                version=".".join(map(str, edition)),
                major=edition[0],
                minor=edition[1],
                patch=edition[2],
                content_hash="x",
                renderer="x",
                title="x",
                nation="E",
                language="en-GB",
                licence="x",
                review_by=date(2027, 1, 1),
            )
        for one in history.revisions:
            Requirement.objects.create(
                rule=rule,
                organisation=self.elm.organisation,
                course=course,
                role_id=self.ids[one.role_id],
                site_id=self.ids[one.site_id],
                effective_from=one.effective_from,
                effective_until=one.effective_until,
                due_days=one.due_days,
                due_on=one.due_on,
                valid_months=one.valid_months,
                renew_window_days=one.renew_window_days,
                minimum_version=".".join(map(str, one.minimum_version or ())),
                recorded_at=NOON,
            )
        return rule, course

    def done(self, membership, course, rule, history):
        for done in history.completions:
            Completion.objects.create(
                learner_id=membership.user_id,
                organisation=self.elm.organisation,
                course=course,
                version=self.editions.get((course.pk, done.version)),
                completed_at=NOON,
                completed_on=done.completed_on,
                minutes=1,
                how=Completion.How.RECORDED,
                evidence="Seen",
                recorded_at=NOON,
            )
        for one in history.exemptions:
            Exemption.objects.create(
                membership=membership,
                organisation=self.elm.organisation,
                rule=rule,
                reason="Away",
                valid_from=one.valid_from,
                valid_until=one.valid_until,
                recorded_at=NOON,
            )

    def asked(self, on):
        """Return the rank of each person in each course, as the database has it."""
        rules = rules_of([self.elm.organisation.pk])[self.elm.organisation.pk]
        people = Membership.objects.filter(pk__in=[one.pk for one, _ in self.people])
        ranked = with_status(people, rules=rules, on=on)
        names = {f"at_{rule.course_id}": F(f"rank_{rule.course_id}") for rule in rules}
        return {
            (row["pk"], int(name.removeprefix("at_"))): row[name]
            for row in ranked.values("pk", **names)
            for name in names
        }

    def reckoned(self, histories, on):
        """Return the same by the pure rule."""
        found = {}
        for (membership, _), mine in zip(self.people, histories, strict=True):
            for (_, (_, course)), theirs in zip(self.people, histories, strict=True):
                own = mine is theirs
                history = History(
                    mine.periods,
                    theirs.revisions,
                    mine.completions if own else (),
                    mine.exemptions if own else (),
                )
                finding = status_on(history, on)
                if theirs.revisions:
                    found[membership.pk, course.pk] = rank_of_finding(finding, on=on)
        return found


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.lists(cases(), min_size=1, max_size=3), days=st.lists(DAYS, min_size=2, max_size=4))
def test_the_database_finds_the_standing_that_the_rule_finds(elm, drawn, days):
    with transaction.atomic():
        stored = Stored(elm, drawn)

        for day in [*days, max(days) + timedelta(days=200)]:
            assert stored.asked(day) == stored.reckoned(drawn, day)

        transaction.set_rollback(True)


def test_of_two_rules_for_one_course_the_most_urgent_stands(elm, small_course):
    ranks = {}
    for months in (12, 1):
        Requirement.objects.create(
            rule=uuid4(),
            organisation=elm.organisation,
            course=small_course.course,
            effective_from=date(2024, 9, 1),
            due_days=28,
            valid_months=months,
            recorded_at=NOON,
        )
        rules = rules_of([elm.organisation.pk])[elm.organisation.pk]
        Completion.objects.get_or_create(
            learner=elm.amira,
            organisation=elm.organisation,
            course=small_course.course,
            completed_at=NOON,
            completed_on=date(2025, 9, 1),
            defaults={"minutes": 1, "how": "recorded", "evidence": "Seen", "recorded_at": NOON},
        )
        mine = Membership.objects.filter(user=elm.amira)
        field = f"rank_{small_course.course_id}"
        found = with_status(mine, rules=rules, on=date(2026, 3, 3)).values_list(F(field), flat=True)
        ranks[months] = list(found)

    done = (Done(date(2025, 9, 1)),)
    periods = (Period(date(2024, 9, 2), None, elm.teacher.pk, elm.north.pk, None),)
    findings = [
        status_on(History(periods, rule.revisions, done), date(2026, 3, 3)) for rule in rules
    ]
    assert ranks == {
        12: [rank_of_finding(findings[0], on=date(2026, 3, 3))],
        1: [rank_of_finding(most_urgent(findings), on=date(2026, 3, 3))],
    }
    assert ranks[1] != ranks[12]


def test_people_of_a_site_are_asked_in_one_query(elm, small_course, django_assert_num_queries):
    Requirement.objects.create(
        rule=uuid4(),
        organisation=elm.organisation,
        course=small_course.course,
        effective_from=date(2024, 9, 1),
        due_days=28,
        recorded_at=NOON,
    )
    rules = rules_of([elm.organisation.pk])[elm.organisation.pk]
    there = Membership.objects.filter(periods__site=Site.objects.get(slug="north"))

    with django_assert_num_queries(1):
        list(with_status(there, rules=rules, on=date(2026, 3, 3)))
