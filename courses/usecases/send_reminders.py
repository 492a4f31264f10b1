"""Remind people of courses that are due, overdue or to be renewed: one mail a person a day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.formats import date_format

from courses.accounts.models import Organisation, User
from courses.accounts.queries import batches_to_write_to
from courses.audit.services import record
from courses.catalogue.queries import courses_by_id, newest_published
from courses.common.dates import local_date
from courses.learning.queries import course_minutes
from courses.notifications import services as notifications
from courses.notifications.plan import USUAL, Plan, filled
from courses.notifications.planning import plans_of
from courses.notifications.queries import (
    not_given,
    reminder_key,
    reminders_wanted,
    was_reminded,
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

    Return how many courses each organisation, by its slug, reminded its people of. Each person is
    a transaction of its own: a second run, or one beside this, tells nobody anything twice. With
    ``dry_run`` nothing is written.
    """
    on = local_date(at)
    minutes: dict[int, int] = {}
    plans = plans_of()
    told: Counter[Organisation] = Counter()
    for person in people_on(on, minutes, plans).values():
        if dry_run:
            told.update(person.places[one.membership_id] for one in person.wanted)
        else:
            told.update(tell(person=person, minutes=minutes, plans=plans, at=at))
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


def people_on(on: date, minutes: dict[int, int], plans: Mapping[int, Plan]) -> dict[int, Person]:
    """Return by user id who is to be reminded on ``on``; ``minutes`` is filled by course id.

    Courses that are not published cannot be taken, so nobody is reminded of them.
    """
    people: dict[int, Person] = {}
    for members in batches_to_write_to(on=on, size=BATCH):
        by_id = {membership.pk: membership for membership in members}
        wanted = reminders_wanted(members, on=on, plans=plans)
        add_minutes(minutes, {way for one in wanted for way in one.ways})
        for one in wanted:
            if any(way in minutes for way in one.ways):
                membership = by_id[one.membership_id]
                person = people.setdefault(membership.user_id, Person(membership.user))
                person.wanted.append(one)
                person.places[membership.pk] = membership.organisation
    return people


def add_minutes(minutes: dict[int, int], course_ids: set[int]) -> None:
    """Add how long each published course takes, for those that ``minutes`` lacks."""
    for course in courses_by_id(course_ids - set(minutes)).values():
        if version := newest_published(course):
            minutes[course.pk] = course_minutes(version.pk)


@transaction.atomic
def tell(
    *, person: Person, minutes: Mapping[int, int], plans: Mapping[int, Plan], at: datetime
) -> list[Organisation]:
    """Queue the one mail of the day for ``person``; return the organisation of each reminder.

    It leaves at the next moment that is allowed by the plan of the first of them.

    Empty where somebody was faster, or the person had the mail of the day: what is left waits for
    tomorrow.
    """
    on = local_date(at)
    # The person's row is the lock: two runs at once have no other row in common.
    user = User.objects.select_for_update().get(pk=person.user.pk)
    wanted = not_given(person.wanted)
    if not wanted or was_reminded(user_id=user.pk, on=on):
        return []
    places = [person.places[one.membership_id] for one in wanted]
    plan = plans.get(places[0].pk, USUAL)
    subject, body = letter(user, wanted, places, minutes, on=on, plan=plan)
    notifications.remind(
        key=reminder_key(user.pk, on),
        recipient=user,
        organisation=places[0],
        wanted=wanted,
        subject=subject,
        body=body,
        at=at,
        due_at=plan.next_allowed(at),
    )
    return places


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
