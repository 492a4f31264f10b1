"""People whom a lead chooses, and what is done for them."""

from uuid import uuid4

from courses.accounts.membership import Membership
from courses.audit.models import AuditEvent
from courses.common.scope import Scope
from courses.compliance.queries import standings_of
from courses.compliance.urgency import most_urgent
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


def previewed(elm, kind, *users, **details):
    """Return what it would come to, to do one thing for these people, as Lewis."""
    doing = Doing(
        asked=Asked(ids_of(elm, *users), details),
        organisation=elm.organisation,
        scope=Scope(organisation_id=elm.organisation.pk, on=TODAY, whole=True),
        actor_id=elm.lewis.pk,
        at=NOON,
    )
    return preview([elm.membership(one) for one in users], kind=kind, doing=doing)


def foreseen_of(elm, course, by, *users):
    """Return who would stand how, were they given ``course`` by a day: name, was, due by."""
    found = previewed(elm, "assign", *users, course=course.course_id, due_on=by.isoformat())
    return [(one.name, one.before.state, one.after.until) for one in found.outcome.changes]


def turns_on(days, do):
    """Return what ``do`` makes of everybody of Elm Park in each course, on these days.

    The first of them on which it is another, and the state and its day before and after.
    """

    def standings():
        members = list(Membership.objects.filter(organisation__slug="elm-park"))
        return [standings_of(members, on=day) for day in days]

    before = standings()
    do()
    turns = {}
    for day, was, will in zip(days, before, standings(), strict=True):
        for key in was.keys() | will.keys():
            told = [told_of(one.get(key, most_urgent(()))) for one in (was, will)]
            if told[0] != told[1]:
                turns.setdefault(key, (day, *told))
    return turns


def told_of(finding):
    """Return the state and its day."""
    return finding.state, finding.until


def turns_in(outcome):
    """Return what a rehearsal says of each person and course, as ``turns_on`` does."""
    return {
        (one.membership_id, one.course_id): (one.on, told_of(one.before), told_of(one.after))
        for one in outcome.changes
    }


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
