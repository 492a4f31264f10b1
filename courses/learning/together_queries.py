"""Questions about training together: rooms, who takes part in them, and how far the room is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet

from courses.accounts.holds import held_members
from courses.accounts.membership import Membership, MembershipQuerySet
from courses.accounts.queries import people_in
from courses.catalogue.models import Assessment, CourseVersion
from courses.catalogue.outlines import outline_of
from courses.common.dates import day_ends, local_date
from courses.common.prepared import Parameter, Prepared
from courses.common.scope import Scope, only_of
from courses.learning.models import CheckAnswer, Completion, Enrolment, LessonProgress
from courses.learning.pacing import Pace
from courses.learning.together import Gathering, Seat


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a course as a room opens it: a lesson, or the quiz, whose ``lesson`` is empty."""

    lesson: str
    title: str
    minutes: int


def parts_of(version: CourseVersion) -> list[Part]:
    """Return the parts of a version in order: its lessons, then the quiz where it has one."""
    lessons = [Part(one.identifier, one.title, one.minutes) for one in outline_of(version)]
    has_quiz = Assessment.objects.filter(version=version).exists()
    return [*lessons, Part("", "", 0)] if has_quiz else lessons


def pace_of(gathering: Gathering) -> Pace:
    """Return how far the room is open."""
    lessons = [one.identifier for one in outline_of(gathering.version)]
    return Pace(lessons, gathering.open_parts)


def gatherings_in(scope: Scope, *, newest: int = 50) -> list[Gathering]:
    """Return the newest rooms of the scope, the last opened first; one query."""
    rooms = Gathering.objects.visible_to(scope).select_related("version", "site", "team")
    return list(rooms.order_by("-opened_at", "-pk")[:newest])


def gathering_in(scope: Scope, reference: UUID) -> Gathering | None:
    """Return this room where it is in the scope; None when missing or foreign."""
    rooms = Gathering.objects.visible_to(scope).filter(reference=reference)
    return rooms.select_related(
        "organisation", "version__course", "site", "team", "opened_by"
    ).first()


def gathering_by_reference(reference: UUID) -> Gathering | None:
    """Return the room of this reference, in whatever organisation."""
    return Gathering.objects.filter(reference=reference).select_related("organisation").first()


def is_code_taken(code: str) -> bool:
    """Test whether a room that nobody has closed has this code."""
    return Gathering.objects.filter(code=code).exists()


def overdue_gatherings(*, at: datetime) -> list[Gathering]:
    """Return the rooms whose day is over and that nobody closed."""
    return list(Gathering.objects.filter(closed_at__isnull=True, closes_at__lte=at).order_by("pk"))


def seats_in(gathering: Gathering, scope: Scope) -> list[Seat]:
    """Return who of the scope takes part in a room of it, by name; one query.

    ``is_complete``: they completed the course under the enrolment of the room; ``is_begun``: they
    have opened a lesson.
    """
    done = Completion.objects.current().filter(enrolment=OuterRef("enrolment"))
    begun = LessonProgress.objects.filter(enrolment=OuterRef("enrolment"))
    people = Membership.objects.visible_to(scope)
    seats = (
        Seat.objects.filter(gathering=gathering, membership__in=people)
        .annotate(is_complete=Exists(done), is_begun=Exists(begun))
        .select_related("membership__user")
    )
    return list(seats.order_by("membership__user__folded_name", "pk"))


def seat_in(gathering: Gathering, scope: Scope, seat_id: int) -> Seat | None:
    """Return one person of the scope in a room of it; None when missing or foreign."""
    return next((one for one in seats_in(gathering, scope) if one.pk == seat_id), None)


def seats_of(gathering: Gathering) -> list[Seat]:
    """Return everybody who is expected in a room, by name."""
    seats = Seat.objects.filter(gathering=gathering).select_related("membership__user")
    return list(seats.order_by("membership__user__folded_name", "pk"))


def seat_to_join(*, code: str, staff_code: str, at: datetime) -> Seat | None:
    """Return whom these codes name in a room that is open at ``at``; None where they name nobody.

    Nobody either who has left, or may not sign in.
    """
    if not code or not staff_code:
        return None
    rooms = Gathering.objects.open_at(at).filter(code=code)
    members = Membership.objects.on(local_date(at)).filter(user__is_active=True)
    found = Seat.objects.filter(
        gathering__in=rooms, membership__in=members, staff_code=staff_code
    ).select_related("gathering", "membership")
    return found.first()


def held_seat(seat_id: int) -> Seat | None:
    """Return the seat that a sign-in says it holds, with its room and enrolment; one query."""
    return HELD.first(seat=seat_id)


HELD = Prepared(
    lambda: Seat.objects.filter(pk=Parameter("seat", BigIntegerField())).select_related(
        "gathering__organisation", "gathering__version__course", "enrolment", "membership"
    )
)


@dataclass(frozen=True, slots=True)
class Finished:
    """How many of those who joined have finished one part."""

    people: int
    joined: int


def finished_in(gathering: Gathering, parts: Sequence[Part]) -> list[Finished]:
    """Return for each part how many of those who joined have finished it; three queries.

    The quiz is finished by whoever completed the course. No names, answers or scores are asked for.
    """
    mine = Enrolment.objects.filter(
        pk__in=Seat.objects.filter(gathering=gathering, enrolment__isnull=False).values("enrolment")
    )
    joined = mine.count()
    done = LessonProgress.objects.filter(enrolment__in=mine, completed_at__isnull=False)
    lessons: dict[str, int] = {}
    for identifier in done.values_list("lesson__identifier", flat=True):
        lessons[identifier] = lessons.get(identifier, 0) + 1
    met = Completion.objects.current().filter(enrolment__in=mine).count()
    return [Finished(lessons.get(one.lesson, 0) if one.lesson else met, joined) for one in parts]


def past_gatherings(
    *, before: date, on: date, organisation_id: int | None = None
) -> QuerySet[Gathering]:
    """Return the rooms opened before the London day ``before`` that still say who was in them.

    Other than by whom a legal hold stands on ``on``; of one organisation, or of all.
    """
    seats = Seat.objects.filter(gathering=OuterRef("pk")).exclude(membership__in=held_members(on))
    ended = Gathering.objects.filter(
        opened_at__lt=day_ends(before - timedelta(days=1)), **only_of(organisation_id)
    )
    return ended.filter(Exists(seats), closed_at__isnull=False).order_by("pk")


def room_answers(
    gathering: Gathering, *, lesson: str, items: Sequence[int]
) -> dict[int, list[dict[str, Any]]]:
    """Return the first answers given in the room to ``items`` of a lesson, in order, by item id.

    Of whoever opened the lesson after they joined: what is added comes at the end, so that nobody's
    answer slips in between. Nobody is named. Three queries.
    """
    seats = Seat.objects.filter(gathering=gathering, enrolment__isnull=False)
    joined = {enrolment: at for enrolment, at in seats.values_list("enrolment", "joined_at") if at}
    opened = LessonProgress.objects.filter(enrolment__in=joined, lesson__identifier=lesson)
    here = [one for one, at in opened.values_list("enrolment", "opened_at") if at >= joined[one]]
    given: dict[int, list[dict[str, Any]]] = {item: [] for item in items}
    answers = CheckAnswer.objects.filter(enrolment__in=here, item__in=items).order_by("pk")
    for item, chosen in answers.values_list("item", "first_chosen"):
        given[item].append(chosen)
    return given


def attendances_of(membership: Membership) -> list[Seat]:
    """Return the rooms in which the person was present, the newest first; one query."""
    seats = Seat.objects.filter(
        Q(gathering__organisation=membership.organisation_id),
        membership=membership,
        present_at__isnull=False,
    ).select_related("gathering__version")
    return list(seats.order_by("-present_at"))


def open_seats_of(membership: Membership, *, scope: Scope, at: datetime) -> list[Seat]:
    """Return the person's places in rooms of the scope that are open at ``at``; one query."""
    rooms = Gathering.objects.visible_to(scope).open_at(at)
    seats = Seat.objects.filter(gathering__in=rooms, membership=membership)
    return list(seats.select_related("gathering__version").order_by("gathering__opened_at", "pk"))


def expected_in(
    gathering: Gathering, scope: Scope, *, search: str = "", limit: int = 100
) -> list[Membership]:
    """Return people of the scope at the room's place who are not expected in it yet, by name.

    At most ``limit``; ``search`` keeps some of them by name, e-mail address or staff number.
    """
    there = Seat.objects.filter(gathering=gathering).values("membership")
    return list(people_at(gathering, scope, search=search).exclude(pk__in=there)[:limit])


def people_by_id(gathering: Gathering, scope: Scope, ids: Sequence[int]) -> list[Membership]:
    """Return those of ``ids`` whom the scope opens at the room's place, expected already or not."""
    return list(people_at(gathering, scope).filter(pk__in=ids)) if ids else []


def people_at(gathering: Gathering, scope: Scope, *, search: str = "") -> MembershipQuerySet:
    """Return the people of the scope who work at the room's place on its day."""
    return people_in(scope, site_id=gathering.site_id, team_id=gathering.team_id, search=search)
