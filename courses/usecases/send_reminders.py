"""Remind people of courses that are due, overdue or to be renewed: one mail a person a day."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.formats import date_format

from courses.accounts.models import Organisation, User
from courses.accounts.queries import batches_to_write_to
from courses.audit.services import record
from courses.catalogue.queries import course_minutes, courses_by_id, newest_published
from courses.common.dates import local_date
from courses.compliance.kept import Kept, kept_on
from courses.notifications.many import Letter, remind_many
from courses.notifications.plan import USUAL, Plan, filled
from courses.notifications.planning import plans_of
from courses.notifications.queries import (
    not_given,
    reminded_among,
    reminder_key,
    reminders_wanted,
)
from courses.notifications.reminders import Wanted
from courses.notifications.tasks import send_due

BATCH = 500


@dataclass
class Person:
    """Somebody to be reminded: what of, and which organisation each membership is of."""

    user: User
    wanted: list[Wanted] = field(default_factory=list)
    places: dict[int, Organisation] = field(default_factory=dict)


def send_reminders(*, at: datetime, dry_run: bool = False) -> Counter[str]:
    """Queue the reminders that are due on the London day of ``at``, each stage once for ever.

    Return how many courses each organisation, by its slug, reminded its people of. Some hundred
    people are a transaction: a second run, one beside this, or one after this was broken off tells
    nobody anything twice. With ``dry_run`` nothing is written.
    """
    on = local_date(at)
    minutes: dict[int, int] = {}
    plans = plans_of()
    told: Counter[Organisation] = Counter()
    try:
        for people in people_on(on, minutes, plans):
            if dry_run:
                told.update(p.places[one.membership_id] for p in people for one in p.wanted)
            else:
                told.update(tell(people=people, minutes=minutes, plans=plans, at=at))
    finally:
        if told and not dry_run:
            note(told, at=at)
    return Counter({organisation.slug: count for organisation, count in told.items()})


@transaction.atomic
def note(told: Mapping[Organisation, int], *, at: datetime) -> None:
    """Record one event for each organisation, and have the mails sent."""
    transaction.on_commit(send_due.enqueue)
    for organisation, count in sorted(told.items(), key=lambda pair: pair[0].pk):
        record(
            verb="reminded",
            about=organisation,
            organisation_id=organisation.pk,
            at=at,
            details={"reminders": count},
        )


def people_on(
    on: date, minutes: dict[int, int], plans: Mapping[int, Plan]
) -> Iterator[list[Person]]:
    """Yield who is to be reminded on ``on``, some at a time; ``minutes`` is filled by course id.

    Courses that are not published cannot be taken, so nobody is reminded of them.
    """
    kept: dict[int, Kept | None] = {}
    for members in batches_to_write_to(on=on, size=BATCH):
        for here in {member.organisation_id for member in members} - set(kept):
            kept[here] = kept_on(here, on=on)
        by_id = {membership.pk: membership for membership in members}
        wanted = reminders_wanted(members, on=on, plans=plans, kept=kept)
        add_minutes(minutes, {way for one in wanted for way in one.ways})
        people: dict[int, Person] = {}
        for one in wanted:
            if any(way in minutes for way in one.ways):
                membership = by_id[one.membership_id]
                person = people.setdefault(membership.user_id, Person(membership.user))
                person.wanted.append(one)
                person.places[membership.pk] = membership.organisation
        if people:
            yield list(people.values())


def add_minutes(minutes: dict[int, int], course_ids: set[int]) -> None:
    """Add how long each published course takes, for those that ``minutes`` lacks."""
    for course in courses_by_id(course_ids - set(minutes)).values():
        if version := newest_published(course):
            minutes[course.pk] = course_minutes(version.pk)


@transaction.atomic
def tell(
    *,
    people: Sequence[Person],
    minutes: Mapping[int, int],
    plans: Mapping[int, Plan],
    at: datetime,
) -> list[Organisation]:
    """Queue the one mail of the day for each of ``people``; return where each reminder is from.

    A mail leaves at the next moment that is allowed by the plan of the first of them. Whoever was
    told by somebody faster, or had the mail of the day, has none: what is left waits for tomorrow.
    Five statements, however many people.
    """
    on = local_date(at)
    # The people's rows are the lock: two runs at once have no other row in common.
    locked = User.objects.select_for_update(no_key=True).order_by("pk")
    users = {user.pk: user for user in locked.filter(pk__in=[one.user.pk for one in people])}
    fresh = set(not_given([one for person in people for one in person.wanted]))
    had = reminded_among(list(users), on=on)
    letters, told = [], []
    for person in people:
        wanted = [one for one in person.wanted if one in fresh]
        if not wanted or person.user.pk in had:
            continue
        user = users[person.user.pk]
        places = [person.places[one.membership_id] for one in wanted]
        plan = plans.get(places[0].pk, USUAL)
        words = letter(user, wanted, places, minutes, on=on, plan=plan)
        key, leaves = reminder_key(user.pk, on), plan.next_allowed(at)
        letters.append(Letter(key, user, places[0], leaves, tuple(wanted), *words))
        told += places
    remind_many(letters, at=at)
    return told


def letter(
    user: User,
    wanted: Sequence[Wanted],
    places: Sequence[Organisation],
    minutes: Mapping[int, int],
    *,
    on: date,
    plan: Plan = USUAL,
) -> tuple[str, str]:
    """Return subject and text of one reminder mail; neither names what a course is about.

    The words of ``plan`` stand where all of it is of one organisation.
    """
    courses = sorted(
        (
            {
                "organisation": place.name,
                "minutes": next(minutes[way] for way in one.ways if way in minutes),
                "due_on": one.due_on,
                "is_late": one.due_on < on,
            }
            for one, place in zip(wanted, places, strict=True)
        ),
        key=lambda course: (course["due_on"], course["organisation"]),
    )
    context = {
        "name": user.name,
        "courses": courses,
        "count": len(courses),
        "due_on": courses[0]["due_on"],
        "is_late": courses[0]["is_late"],
        "organisations": sorted({place.name for place in places}),
        "url": f"{settings.SITE_URL}/learn/",
    }
    if len({place.pk for place in places}) == 1:
        values = {
            "name": user.name,
            "organisation": places[0].name,
            "courses": str(len(courses)),
            "first_day": date_format(min(one.due_on for one in wanted), "j F Y"),
        }
        context["opening"] = filled(plan.opening, values)
        context["closing"] = filled(plan.closing, values)
    subject = render_to_string("courses/email/reminder_subject.txt", context)
    return " ".join(subject.split()), render_to_string("courses/email/reminder.txt", context)
