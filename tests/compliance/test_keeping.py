"""What is to be kept of standings: on every day what the pure rule finds; and who has changed."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.accounts.membership import Membership, MembershipPeriod
from courses.common.history import cancel, revise
from courses.compliance import services
from courses.compliance.assigning import assign_many
from courses.compliance.extending import end_given, extend_many
from courses.compliance.extensions import Extension
from courses.compliance.keeping import people_changed, rules_now, standings_to_keep
from courses.compliance.kept import conditions, kept_on
from courses.compliance.queries import rules_of, standings_of
from courses.compliance.ranks import band_of, rank_of, state_of
from courses.compliance.status import State
from courses.learning.services import record_outside
from courses.notifications.reminders import TELL
from courses.usecases.refresh_standings import refresh_standings
from tests.compliance.histories import DAYS, cases
from tests.compliance.stored import HOUR, Stored
from tests.people import NOON, STARTED, TODAY

LATER = NOON + HOUR


def asked(stored, on):
    """Return the rank of each person in each course, by the conditions on what is kept."""
    kept = kept_on(stored.elm.organisation.pk, on=on)
    assert kept is not None
    assert kept.changed == {}
    known = conditions(on)
    found = {}
    for state in State:
        if state is not State.NOT_REQUIRED:
            for row in kept.rows().filter(known[state]):
                key = row.membership_id, row.course_id
                assert key not in found
                is_held = state in (State.IN_DATE, State.RENEWAL_OPEN)
                left = row.held_until - on.toordinal()
                found[key] = rank_of(state, band_of(left)) if is_held else rank_of(state)
    for n, limit in enumerate((30, 60, 90)):
        for row in kept.rows().filter(known[f"expiring_{limit}"]):
            assert found[row.membership_id, row.course_id] % 4 == n
    return found


def told_of(kept):
    """Return state, due day and shorter course of whatever somebody may be reminded of."""
    members = Membership.objects.filter(organisation=kept.organisation_id)
    found = kept.findings(members.values_list("pk", flat=True))
    return {key: replace(finding, reasons=()) for key, finding in found.items()}


def reckoned_of(elm, on):
    """Return the same by the rule."""
    found = standings_of(list(Membership.objects.filter(organisation=elm.organisation)), on=on)
    return {
        key: replace(finding, reasons=()) for key, finding in found.items() if finding.state in TELL
    }


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.lists(cases(), min_size=1, max_size=3), days=st.lists(DAYS, min_size=2, max_size=4))
def test_what_is_kept_tells_the_standing_that_the_rule_finds(elm, drawn, days):
    with transaction.atomic():
        stored = Stored(elm, drawn)
        refresh_standings(organisation=elm.organisation, at=LATER)

        for day in [*days, max(days) + timedelta(days=200)]:
            required = {
                key: rank
                for key, rank in stored.reckoned(drawn, day).items()
                if state_of(rank) is not State.NOT_REQUIRED
            }
            mine = {one.pk for one, _ in stored.people}
            found = {key: rank for key, rank in asked(stored, day).items() if key[0] in mine}
            assert found == required
            kept = kept_on(elm.organisation.pk, on=day)
            assert told_of(kept) == reckoned_of(elm, day)

        transaction.set_rollback(True)


def everybody_changed(elm, known_at):
    return sorted(people_changed(elm.organisation.pk, known_at=known_at))


def test_whoever_a_fact_has_come_or_gone_about_has_changed(elm, harbour, small_course):
    both = [elm.membership(user) for user in (elm.amira, elm.noor)]
    assert everybody_changed(elm, LATER) == []
    revise(both[0].periods.get(), at=LATER, actor_id=None, valid_until=TODAY)
    exemption = services.exempt(
        membership=both[1],
        rule=uuid4(),
        reason="Away",
        valid_from=TODAY,
        valid_until=TODAY,
        at=NOON,
    )
    assert everybody_changed(elm, LATER) == [(both[0].pk, elm.amira.pk)]

    cancel(exemption, at=LATER)
    for user, organisation in (
        (elm.lewis, elm.organisation),
        (harbour.callum, harbour.organisation),
    ):
        record_outside(
            learner_id=user.pk,
            organisation_id=organisation.pk,
            course=small_course.course,
            completed_on=TODAY,
            minutes=60,
            evidence="Seen",
            at=LATER,
            actor_id=None,
        )
    assert everybody_changed(elm, LATER) == sorted(
        (elm.membership(user).pk, user.pk) for user in (elm.amira, elm.noor, elm.lewis)
    )


def test_whoever_was_given_more_time_has_changed(elm, harbour):
    amira = elm.membership(elm.amira)
    (given,) = extend_many(
        {amira.pk: [uuid4()]},
        organisation_id=elm.organisation.pk,
        due_on=TODAY,
        reason="Works few hours at present",
        valid_from=TODAY,
        at=NOON,
        actor_id=elm.lewis.pk,
    )
    assert everybody_changed(elm, LATER) == []

    end_given(given=Extension.objects.get(pk=given), on=TODAY, at=LATER, actor_id=None)

    assert everybody_changed(elm, LATER) == [(amira.pk, elm.amira.pk)]


def test_whoever_was_given_a_course_by_a_day_has_changed(elm, harbour):
    amira = elm.membership(elm.amira)
    more = {"due_on": TODAY, "counts_from": {}, "valid_from": TODAY, "actor_id": None}
    assert everybody_changed(elm, LATER) == []

    assign_many([amira], rule=uuid4(), at=LATER, **more)

    assert everybody_changed(elm, LATER) == [(amira.pk, elm.amira.pk)]


def test_the_rules_that_stand_are_told_from_any_others(elm, small_course):
    none = rules_now(elm.organisation.pk)
    rule = ask(elm, small_course.course)
    one = rules_now(elm.organisation.pk)
    revise(rule, at=LATER, actor_id=None, due_days=3)

    assert len({none, one, rules_now(elm.organisation.pk)}) == 3
    assert none == (0, 0)


def ask(elm, course):
    return services.set_requirement(
        organisation=elm.organisation,
        course=course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )


def test_what_is_kept_of_nobody_is_nothing(elm, small_course):
    ask(elm, small_course.course)
    rules = rules_of([elm.organisation.pk])[elm.organisation.pk]
    gone = elm.membership(elm.sam)

    assert list(standings_to_keep([], rules=rules)) == []
    (one,) = standings_to_keep([gone], rules=rules)
    assert one.last_day == MembershipPeriod.objects.get(membership=gone).valid_until.toordinal()
