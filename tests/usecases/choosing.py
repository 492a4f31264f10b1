"""People whom a lead chooses, and what is done for them."""

from uuid import uuid4

from courses.accounts.membership import Membership
from courses.audit.models import AuditEvent
from courses.common.scope import Scope
from courses.reporting.bulk import Asked, Doing
from courses.usecases.act_on_chosen import act_on_chosen, preview
from tests.people import NOON, TODAY


def ids_of(elm, *users):
    """Return the membership ids of these people of Elm Park, sorted."""
    return tuple(sorted(elm.membership(user).pk for user in users))


def act(elm, kind, *users, by=None, at=NOON, key=None, ids=None, **details):
    """Do one thing for these people of Elm Park, as Lewis where nobody else is named."""
    return act_on_chosen(
        key=key or uuid4(),
        kind=kind,
        organisation=elm.organisation,
        by=by or elm.lewis,
        asked=Asked(ids if ids is not None else ids_of(elm, *users), details),
        at=at,
    )


def foreseen_of(elm, course, by, *users):
    """Return who would stand how, were they given ``course`` by a day: name, was, due by."""
    doing = Doing(
        asked=Asked(ids_of(elm, *users), {"course": course.course_id, "due_on": by.isoformat()}),
        organisation=elm.organisation,
        scope=Scope(organisation_id=elm.organisation.pk, on=TODAY, whole=True),
        actor_id=elm.lewis.pk,
        at=NOON,
    )
    people = [elm.membership(one) for one in users]
    found = preview(people, kind="assign", doing=doing).outcome.changes
    return [(one.name, one.before.state, one.after.until) for one in found]


def names(ids):
    """Return the names of these memberships, sorted."""
    rows = Membership.objects.filter(pk__in=ids).values_list("user__name", flat=True)
    return sorted(rows)


def left_of(action):
    """Return the names of those left out, by reason."""
    return {why: names(ids) for why, ids in action.result.left.items()}


def event_of(verb):
    """Return the one event of this verb."""
    return AuditEvent.objects.get(verb=verb)


def deed_of(member):
    """Return that this member reminded themselves, whether or not they may."""
    return act_on_chosen(
        key=uuid4(),
        kind="remind",
        organisation=member.organisation,
        by=member.user,
        asked=Asked((member.pk,), {}),
        at=NOON,
    )
