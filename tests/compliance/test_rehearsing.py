"""What is rehearsed of exemptions, later due days and the end of a rule is what comes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models.signals import post_init

from courses.accounts.membership import Membership
from courses.common.scope import Scope
from courses.compliance.anew import Anew
from courses.compliance.audience import CHOSEN, Assigned, Audience, Period
from courses.compliance.queries import standings_of
from courses.compliance.rehearsing import is_to_complete, rehearse_ending
from courses.compliance.services import set_requirement
from courses.compliance.status import Done, History
from courses.reporting.bulk import Asked, Doing
from courses.usecases.act_on_chosen import preview
from courses.usecases.end_requirement import end_requirement
from courses.usecases.record_training import record_training
from tests.compliance.histories import NORTH, RULE, SOUTH, TEACHER
from tests.people import NOON, STARTED, TODAY
from tests.tables import everything
from tests.usecases.choosing import act, ids_of

DAY = timedelta(days=1)


@pytest.fixture
def rules(elm, harbour, small_course):
    """Return two rules about the course, for everybody and for North; Noor holds it."""
    record_training(
        membership=elm.membership(elm.noor),
        course=small_course.course,
        completed_on=TODAY - DAY,
        minutes=60,
        evidence="Seen",
        at=NOON,
    )
    fields = {"course": small_course.course, "organisation": elm.organisation, "at": NOON}
    terms = {"effective_from": STARTED, "valid_months": 12}
    return [
        set_requirement(**fields, **terms, due_days=28),
        set_requirement(**fields, **terms, due_days=60, audience=Audience(sites=(elm.north.pk,))),
    ]


def standings(elm, course, on):
    """Return the state and day of everybody in the course, by name."""
    members = list(Membership.objects.filter(organisation=elm.organisation).on(on))
    found = standings_of(members, on=on)
    return {
        one.user.name: (finding.state, finding.until)
        for one in members
        if (finding := found.get((one.pk, course.course_id)))
    }


def told(outcome):
    """Return who changes, from what to what."""
    return {
        one.name: ((one.before.state, one.before.until), (one.after.state, one.after.until))
        for one in outcome.changes
    }


def came(before, after):
    """Return the same of two days that were."""
    return {name: (was, after[name]) for name, was in before.items() if after[name] != was}


@pytest.mark.parametrize(
    ("kind", "day", "states"),
    [
        ("exempt", "last_day", {"exempt"}),
        ("extend", "due_on", {"due_soon"}),
    ],
)
def test_what_is_rehearsed_for_chosen_people_is_what_comes(
    rules, elm, small_course, kind, day, states
):
    users = (elm.amira, elm.noor, elm.ash)
    details = {"course": small_course.course_id, "reason": "On long leave"}
    details[day] = (TODAY + 20 * DAY).isoformat()
    doing = Doing(
        asked=Asked(ids_of(elm, *users), details),
        organisation=elm.organisation,
        scope=Scope(elm.organisation.pk, TODAY, whole=True),
        actor_id=elm.lewis.pk,
        at=NOON,
    )
    members = [elm.membership(user) for user in users]
    before, rows = standings(elm, small_course, TODAY), everything()

    outcome = preview(members, kind=kind, doing=doing).outcome

    assert everything() == rows
    act(elm, kind, *users, **details)
    assert told(outcome) == came(before, standings(elm, small_course, TODAY))
    assert {after[0] for _was, after in told(outcome).values()} == states
    assert len(outcome.changes) + outcome.same == 3


def test_what_is_rehearsed_of_the_end_of_a_rule_is_what_comes(rules, elm, small_course):
    day_after = TODAY + DAY
    before = standings(elm, small_course, day_after)

    outcome = rehearse_ending(requirement=rules[0], last_day=TODAY)

    end_requirement(requirement=rules[0], last_day=TODAY, at=NOON)
    after = standings(elm, small_course, day_after)
    assert told(outcome) == came(before, after)
    assert sorted(told(outcome)) == ["Amira Haddad", "Ash Turner", "Grace Whitfield", "Lewis Grant"]


def test_of_a_rule_that_ends_only_those_whom_it_names_are_read(rules, elm, small_course):
    before, read = standings(elm, small_course, TODAY + DAY), set()

    def seen(instance, **_more):
        read.add(instance.pk)

    post_init.connect(seen, sender=Membership)
    try:
        outcome = rehearse_ending(requirement=rules[1], last_day=TODAY)
    finally:
        post_init.disconnect(seen, sender=Membership)

    at_north = Membership.objects.filter(periods__site=elm.north).on(TODAY + DAY)
    assert read == set(at_north.values_list("pk", flat=True))
    assert len(read) < len(before) == len(outcome.changes) + outcome.same


STAY = Period(STARTED, None, TEACHER, NORTH, None)
ASKED = Anew((2, 0, 0), TODAY + 40 * DAY, TODAY)
OLD, NEWER = Done(TODAY - 90 * DAY, (1, 0, 0)), Done(TODAY - DAY, (2, 0, 0))
FOR_CHOSEN = replace(RULE, audience=CHOSEN)
PAST = replace(RULE, effective_until=TODAY - DAY)
AT_SOUTH = replace(RULE, audience=Audience(sites=(SOUTH,)))


@pytest.mark.parametrize(
    ("rules", "done", "is_asked"),
    [
        ([RULE], [OLD], True),
        ([RULE], [OLD, NEWER], False),
        ([RULE], [], False),
        ([PAST], [OLD], False),
        ([FOR_CHOSEN], [OLD], False),
        ([FOR_CHOSEN, RULE], [OLD], True),
        ([FOR_CHOSEN, AT_SOUTH, PAST], [OLD], False),
        ([RULE, replace(RULE, valid_months=1)], [OLD], False),
    ],
    ids=[
        "plain",
        "met",
        "never",
        "rule over",
        "given once",
        "given once too",
        "for others",
        "overdue by another",
    ],
)
def test_who_holds_it_by_an_earlier_version_has_to_complete_it_anew(rules, done, is_asked):
    given = (Assigned(TODAY - 99 * DAY, None, TODAY - 80 * DAY, None),)
    histories = [History((STAY,), (one,), tuple(done), assigned=given) for one in rules]

    assert is_to_complete(histories, ASKED) is is_asked
