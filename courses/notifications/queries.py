"""Questions about reminders: which are still to be given."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership
from courses.accounts.models import User
from courses.common.dates import day_ends, local_date
from courses.compliance.kept import Kept
from courses.compliance.queries import standings_of
from courses.compliance.status import Finding
from courses.learning.models import Enrolment
from courses.learning.openings import not_open_in
from courses.notifications.models import Message, Reminder
from courses.notifications.plan import USUAL, Plan
from courses.notifications.reminders import NO_PLANS, QUIET_DAYS, Wanted, wanted_on

NOTHING_KEPT: Mapping[int, Kept | None] = {}


def reminders_wanted(
    memberships: Sequence[Membership],
    *,
    on: date,
    plans: Mapping[int, Plan] = NO_PLANS,
    kept: Mapping[int, Kept | None] = NOTHING_KEPT,
) -> list[Wanted]:
    """Return what these people are still to be reminded of on ``on``; eight queries.

    ``plans``: by organisation id, where it is not the usual one. ``kept``: by the same, the kept
    standings that may be relied on; one query more for each, and none of four where all are.
    """
    standings = findings_of(memberships, kept=kept)
    known = {one.pk for one in memberships if is_known(one, kept)}
    standings.update(standings_now([one for one in memberships if one.pk not in known], on=on))
    told = told_lately(memberships, {course for _, course in standings}, on=on)
    # Only of whoever was told lately it matters whether they have done the course before.
    fresh = {key[0] for key in told if key in standings} & known
    standings.update(standings_now([one for one in memberships if one.pk in fresh], on=on))
    theirs = {one.pk: plans.get(one.organisation_id, USUAL) for one in memberships}
    wanted = wanted_on(standings.items(), told=told, on=on, plans=theirs)
    return not_given(of_open_courses(wanted, memberships, on=on))


def of_open_courses(
    wanted: Sequence[Wanted], memberships: Sequence[Membership], *, on: date
) -> list[Wanted]:
    """Return those of ``wanted`` whose course may be begun on ``on``; one query, none for none."""
    if not wanted:
        return []
    closed = not_open_in({one.organisation_id for one in memberships}, on=on)
    place = {one.pk: one.organisation_id for one in memberships}
    return [one for one in wanted if (place[one.membership_id], one.course_id) not in closed]


def is_known(membership: Membership, kept: Mapping[int, Kept | None]) -> bool:
    """Test whether the kept standings of somebody are up to date."""
    theirs = kept.get(membership.organisation_id)
    return theirs is not None and membership.pk not in theirs.changed


def findings_of(
    memberships: Sequence[Membership], *, kept: Mapping[int, Kept | None]
) -> dict[tuple[int, int], Finding]:
    """Return what is kept of these people; one query for each organisation of which it is."""
    members: dict[int, list[int]] = defaultdict(list)
    for one in memberships:
        members[one.organisation_id].append(one.pk)
    found: dict[tuple[int, int], Finding] = {}
    for organisation_id, ids in members.items():
        if theirs := kept.get(organisation_id):
            found.update(theirs.findings(ids))
    return found


def standings_now(memberships: Sequence[Membership], *, on: date) -> dict[tuple[int, int], Finding]:
    """Return the standings of these people by the facts; four queries, none for nobody."""
    return standings_of(memberships, on=on) if memberships else {}


def told_lately(
    memberships: Sequence[Membership], course_ids: set[int], *, on: date
) -> dict[tuple[int, int], date]:
    """Return the day of invitation or enrolment, of those in the quiet days up to ``on``.

    Keys: (membership id, course id); where there are both, the later day. Two queries.
    """
    since = day_ends(on - timedelta(days=QUIET_DAYS + 1))
    invited = Invitation.objects.filter(membership__in=memberships, invited_at__gte=since)
    given = Enrolment.objects.open().filter(
        learner__in={member.user_id for member in memberships},
        course__in=course_ids,
        enrolled_at__gte=since,
    )
    member_of = {(member.user_id, member.organisation_id): member.pk for member in memberships}
    moments = [
        ((membership, course), at)
        for membership, at in invited.values_list("membership", "invited_at")
        for course in course_ids
    ] + [
        ((member_of[learner, organisation], course), at)
        for learner, organisation, course, at in given.values_list(
            "learner", "organisation", "course", "enrolled_at"
        )
        if (learner, organisation) in member_of
    ]
    return {key: local_date(at) for key, at in sorted(moments, key=lambda one: one[1])}


def not_given(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Return those of ``wanted`` that nobody was told yet; one query."""
    rows = Reminder.objects.filter(membership__in={one.membership_id for one in wanted})
    given = {Wanted(*row) for row in rows.values_list("membership", "course", "due_on", "stage")}
    return [one for one in wanted if one not in given]


def reminder_key(user_id: int, on: date) -> str:
    """Return the key of the one reminder mail that a person may have on ``on``."""
    return f"reminder:{user_id}:{on.isoformat()}"


def was_reminded(*, user_id: int, on: date) -> bool:
    """Test whether the person has had the one reminder mail of ``on``."""
    return Message.objects.filter(key=reminder_key(user_id, on)).exists()


def reminded_among(user_ids: Sequence[int], *, on: date) -> set[int | None]:
    """Return those of these people who have had the one reminder mail of ``on``; one query."""
    keys = [reminder_key(pk, on) for pk in user_ids]
    return set(Message.objects.filter(key__in=keys).values_list("recipient_id", flat=True))


def keys_taken(keys: Iterable[str]) -> set[str]:
    """Return those of ``keys`` that a message has; one query."""
    return set(Message.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def mailed_among(user_ids: Sequence[int], *, on: date) -> set[int | None]:
    """Return those of these people who have had a reminder or a refresher on ``on``; one query."""
    keys = [key(pk, on) for pk in user_ids for key in (reminder_key, refresher_key)]
    return set(Message.objects.filter(key__in=keys).values_list("recipient_id", flat=True))


def refresher_key(user_id: int, on: date) -> str:
    """Return the key of the one refresher mail that a person may have on ``on``."""
    return f"refresher:{user_id}:{on.isoformat()}"


def was_refreshed(*, user_id: int, on: date) -> bool:
    """Test whether the person has had the one refresher mail of ``on``."""
    return Message.objects.filter(key=refresher_key(user_id, on)).exists()


def messages_to(user: User, *, organisation_id: int) -> list[Message]:
    """Return what was sent to somebody for an organisation, newest first; one query.

    Sign-in codes belong to nobody else, and refreshers to their owner: both are left out.
    """
    mine = Message.objects.filter(
        recipient=user, organisation=organisation_id, sent_at__isnull=False
    ).exclude(kind__in=[Message.Kind.SIGN_IN, Message.Kind.REFRESHER])
    return list(mine.order_by("-sent_at", "-pk"))


def is_queued(key: str) -> bool:
    """Test whether some message has this key, sent or not."""
    return Message.objects.filter(key=key).exists()


def reminders_given(
    *, organisation_id: int, since: datetime, until: datetime
) -> list[tuple[int, int, date, date | None]]:
    """Return (membership, course, due day, day sent) of what an organisation's people were told.

    Of the mails queued from ``since`` to before ``until``, the earliest first; one query.
    """
    rows = Reminder.objects.filter(
        membership__organisation=organisation_id,
        message__queued_at__gte=since,
        message__queued_at__lt=until,
    )
    return [
        (membership, course, due_on, local_date(sent_at) if sent_at else None)
        for membership, course, due_on, sent_at in rows.order_by(
            "message__queued_at", "pk"
        ).values_list("membership", "course", "due_on", "message__sent_at")
    ]
