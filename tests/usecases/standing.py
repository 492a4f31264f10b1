"""People who completed a version of a course, every way one may stand, and how each does."""

from datetime import timedelta
from functools import partial

from courses.accounts.membership import Membership
from courses.compliance.extending import extend_many
from courses.compliance.queries import standings_of
from courses.compliance.services import exempt
from courses.learning.models import Completion
from courses.learning.services import record_outside
from tests.people import NOON, TODAY, make_member

DAY = timedelta(days=1)


def complete(elm, user, version, *, on, elsewhere=False):
    """Let somebody have completed ``version``, or been trained in its course elsewhere."""
    completion = record_outside(
        learner_id=user.pk,
        organisation_id=elm.organisation.pk,
        course=version.course,
        completed_on=on,
        minutes=60,
        evidence="Seen",
        at=NOON - 90 * DAY,
        actor_id=None,
    )
    if not elsewhere:
        Completion.objects.filter(pk=completion.pk).update(version=version)


def stand_every_way(elm, version, rule, *, by):
    """Let people have completed ``version`` who stand differently until ``by``; return the names.

    Some for reasons of their own under ``rule``, such as more time.
    """
    make = partial(make_member, elm.organisation, elm.north, elm.teacher)
    days = {
        "Running Out": 350,
        "Not Long": 300,
        "Lapsed Before": 400,
        "Excused Still": 90,
        "Long Excused": 320,
        "Given Time": 90,
        "Leaves Soon": 90,
        "Starts Later": 90,
        "Trained Elsewhere": 0,
    }
    spans = {
        "Leaves Soon": {"valid_until": TODAY + 10 * DAY},
        "Starts Later": {"valid_from": TODAY + 20 * DAY},
    }
    users = {name: make(name, **spans.get(name, {})) for name in days}
    for name, ago in days.items():
        on, elsewhere = TODAY - ago * DAY, name == "Trained Elsewhere"
        complete(elm, users[name], version, on=on, elsewhere=elsewhere)
    for name in ("Excused Still", "Long Excused"):
        exempt(
            membership=elm.membership(users[name]),
            rule=rule,
            reason="Long leave",
            valid_from=TODAY - DAY,
            valid_until=by + 9 * DAY,
            at=NOON,
        )
    extend_many(
        {elm.membership(users["Given Time"]).pk: [rule]},
        organisation_id=elm.organisation.pk,
        due_on=by + 20 * DAY,
        reason="Long leave",
        valid_from=TODAY + 5 * DAY,
        at=NOON,
        actor_id=elm.lewis.pk,
    )
    return set(users)


def everybody_on(elm, course, days):
    """Return the state and day of each member, by name, on each of ``days``."""
    members = list(Membership.objects.filter(organisation=elm.organisation).select_related("user"))
    found = {day: standings_of(members, on=day) for day in days}
    return {
        one.user.name: [(f.state, f.until) for day in days for f in [found[day][one.pk, course.pk]]]
        for one in members
    }


def first_otherwise(days, before, after):
    """Return the first of ``days`` on which somebody stands otherwise, how, and since when late."""
    differs = [one for one in zip(days, before, after, strict=True) if one[1] != one[2]]
    late = [day for day, was, will in differs if will[0] == "overdue" and was[0] != "overdue"]
    return (*differs[0], late[0] if late else None) if differs else None


def told(found):
    """Return the same as rehearsed, by name."""
    return {
        one.name: (
            one.on,
            (one.before.state, one.before.until),
            (one.after.state, one.after.until),
            one.late_on,
        )
        for one in found.turns
    }
