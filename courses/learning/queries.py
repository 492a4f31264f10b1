"""Questions about enrolments, progress and completions, each asked for one learner."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    UUIDField,
    Value,
)

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, User
from courses.catalogue.models import CourseVersion, Lesson, Scenario
from courses.catalogue.outlines import outline_of
from courses.common.dates import day_ends
from courses.common.prepared import Parameter, Prepared
from courses.learning.models import (
    CheckAnswer,
    Completion,
    Enrolment,
    EnrolmentQuerySet,
    LessonProgress,
    ScenarioPath,
)
from courses.learning.openings import opens_later
from courses.learning.pace import paces_of
from courses.learning.progress import LessonState


def enrolments_of(*, learner: User, on: date) -> list[Enrolment]:
    """Return the learner's open enrolments where they work on ``on``, by title."""
    return ENROLMENTS.rows(learner=learner.pk, on=on)


def enrolment_at(*, learner: User, registration: UUID, on: date) -> Enrolment | None:
    """Return the learner's own enrolment at this address, closed or not.

    None when it is missing, somebody else's, or of an organisation that the learner has left:
    leavers keep their record, not the organisation's courses.
    """
    return ENROLMENT.first(learner=learner.pk, registration=registration, on=on)


def here_on(learner: User | Parameter, on: date | Parameter) -> EnrolmentQuerySet:
    """Return the learner's enrolments in the organisations where they work on ``on``.

    ``is_complete``: whether the course was met; ``opens_on``: the day, where it is not open yet.
    """
    done = Completion.objects.current().filter(enrolment=OuterRef("pk"))
    # Asked of the one membership: by organisation SQLite would look through everybody's periods.
    here = Membership.objects.on(on).filter(user=learner, organisation=OuterRef("organisation"))
    return (
        Enrolment.objects.filter(Exists(here), learner=learner)
        .annotate(is_complete=Exists(done), opens_on=opens_later(on))
        .select_related("version", "course", "organisation")
    )


ENROLMENTS = Prepared(
    lambda: (
        here_on(Parameter("learner", BigIntegerField()), Parameter("on", DateField()))
        .open()
        .order_by("version__title", "pk")
    )
)
ENROLMENT = Prepared(
    lambda: here_on(Parameter("learner", BigIntegerField()), Parameter("on", DateField())).filter(
        registration=Parameter("registration", UUIDField())
    )
)


def lesson_states(enrolment: Enrolment) -> list[LessonState]:
    """Return how far the enrolment is in each lesson, in the order of the course; one query."""
    places: dict[int, Reached] = {}
    answers: dict[int, dict[str, Any]] = {}
    for is_answer, about, block, placed_at, completed_at, tested_out, chosen in KEPT.rows(
        enrolment=enrolment.pk
    ):
        if is_answer:
            answers[about] = chosen
        else:
            places[about] = Reached(block, placed_at, completed_at is not None, bool(tested_out))
    return states_of(enrolment, places, answers)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one enrolment is in one lesson, as far as its pages tell it."""

    last_block: str
    placed_at: datetime
    is_complete: bool
    tested_out: bool


def kept() -> QuerySet[Any, tuple[Any, ...]]:
    """Return what an enrolment keeps of its lessons: the places, then the answers to checks.

    As (is answer, lesson or item, block, placed, completed, tested out, latest answer).
    """
    here = Parameter("enrolment", BigIntegerField())
    no_answer = Value(None, output_field=JSONField())
    no_day = Value(None, output_field=DateTimeField())
    no, yes = (Value(one, output_field=BooleanField()) for one in (False, True))
    places = LessonProgress.objects.filter(enrolment=here).values_list(
        no, "lesson", "last_block", "placed_at", "completed_at", "tested_out", no_answer
    )
    answers = CheckAnswer.objects.filter(enrolment=here).values_list(
        yes, "item", Value("", output_field=CharField()), no_day, no_day, no, "latest_chosen"
    )
    return places.union(answers, all=True)


KEPT = Prepared(kept)


def first_answers(*, enrolment: Enrolment, items: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return the first answer of the enrolment to each of ``items`` that has one, by item id."""
    mine = CheckAnswer.objects.filter(enrolment=enrolment, item__in=items)
    return dict(mine.values_list("item", "first_chosen"))


def lesson_states_of(enrolments: Sequence[Enrolment]) -> dict[int, list[LessonState]]:
    """Return the lesson states of each enrolment, by its id; two queries in all."""
    wanted = [enrolment.pk for enrolment in enrolments]
    places: dict[int, dict[int, Reached]] = {pk: {} for pk in wanted}
    answers: dict[int, dict[int, dict[str, Any]]] = {pk: {} for pk in wanted}
    for place in LessonProgress.objects.filter(enrolment__in=wanted):
        places[place.enrolment_id][place.lesson_id] = Reached(
            place.last_block, place.placed_at, place.completed_at is not None, place.tested_out
        )
    for answer in CheckAnswer.objects.filter(enrolment__in=wanted):
        answers[answer.enrolment_id][answer.item_id] = answer.latest_chosen
    return {one.pk: states_of(one, places[one.pk], answers[one.pk]) for one in enrolments}


def states_of(
    enrolment: Enrolment,
    places: Mapping[int, Reached],
    answers: Mapping[int, Mapping[str, Any]],
) -> list[LessonState]:
    """Return the lesson states of one enrolment.

    ``places``: progress by lesson id. ``answers``: latest answers by item id.
    """
    states = []
    paces = paces_of(enrolment.version.paces)
    for lesson in outline_of(enrolment.version):
        place = places.get(lesson.pk)
        states.append(
            LessonState(
                identifier=lesson.identifier,
                title=lesson.title,
                minutes=paces.get(lesson.identifier, lesson.minutes),
                is_observed=lesson.identifier in paces,
                lesson_id=lesson.pk,
                notice=lesson.notice,
                reviewed_on=lesson.reviewed_on,
                checks=tuple(block for block, _item in lesson.checks),
                blocks=lesson.blocks,
                chosen={block: answers[item] for block, item in lesson.checks if item in answers},
                last_block=place.last_block if place else "",
                placed_at=place.placed_at if place else None,
                completed=place is not None and place.is_complete,
                pretest=lesson.pretest,
                tested_out=place is not None and place.tested_out,
            )
        )
    return states


def completions_of(*, learner: User, known_at: datetime | None = None) -> list[Completion]:
    """Return everything the learner completed, in whatever organisation, newest first."""
    return list(
        Completion.objects.known(known_at)
        .filter(learner=learner)
        .select_related("version", "course", "organisation")
        .order_by("-completed_at", "-pk")
    )


def enrolments_under(*, learner: User, organisation_id: int) -> list[Enrolment]:
    """Return every enrolment of the learner there, open or closed, newest first; one query."""
    mine = Enrolment.objects.filter(learner=learner, organisation=organisation_id)
    return list(mine.select_related("version").order_by("-enrolled_at", "-pk"))


def begun_on(
    organisation_id: int, on: date, *, known_at: datetime | None = None
) -> EnrolmentQuerySet:
    """Return the enrolments of an organisation that were under way at the end of ``on``.

    Begun by then and not closed, a lesson opened, and the course not met under them.
    """
    end = day_ends(on)
    done = Completion.objects.known(known_at)
    met = done.filter(enrolment=OuterRef("pk"), completed_on__lte=on)
    opened = LessonProgress.objects.filter(enrolment=OuterRef("pk"), opened_at__lt=end)
    return Enrolment.objects.filter(
        Q(closed_at__isnull=True) | Q(closed_at__gte=end),
        Exists(opened),
        ~Exists(met),
        organisation=organisation_id,
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """How many people of one organisation are part-way through a version, and completed it."""

    part_way: int = 0
    completed: int = 0


def taken(*, organisation: Organisation, versions: Sequence[CourseVersion]) -> dict[int, Taken]:
    """Return by version id how many people of ``organisation`` take or took each; two queries."""
    done = Completion.objects.current().filter(enrolment=OuterRef("pk"))
    open_here = Enrolment.objects.open().filter(~Exists(done), organisation=organisation)
    part_way = Counter(open_here.filter(version__in=versions).values_list("version_id", flat=True))
    met = Completion.objects.current().filter(organisation=organisation, version__in=versions)
    completed = Counter(
        version for version, _learner in met.values_list("version_id", "learner_id").distinct()
    )
    return {one.pk: Taken(part_way[one.pk], completed[one.pk]) for one in versions}


def is_complete(enrolment: Enrolment) -> bool:
    """Test whether the course was met under ``enrolment``; one query."""
    return bool(MET.rows(enrolment=enrolment.pk))


OF_ENROLMENT = Parameter("enrolment", BigIntegerField())
MET = Prepared(
    lambda: Completion.objects.current().filter(enrolment=OF_ENROLMENT).values_list("pk")
)


def reading_times(lesson: Lesson, *, course_id: int) -> list[timedelta]:
    """Return how long each person had ``lesson`` open until it was complete, the earliest first.

    In any version of the course in which it is given as many minutes: a word corrected changes
    nothing. Their first reading alone; whoever knew it beforehand read nothing. One query.
    """
    named = {"identifier": lesson.identifier, "minutes": lesson.minutes}
    same = Lesson.objects.filter(version__course=course_id, **named)
    rows = (
        LessonProgress.objects.filter(lesson__in=same, completed_at__isnull=False, tested_out=False)
        .annotate(taken=ExpressionWrapper(F("completed_at") - F("opened_at"), DurationField()))
        .order_by("completed_at", "pk")
    )
    times: dict[int, timedelta] = {}
    for learner, taken in rows.values_list("enrolment__learner", "taken").iterator(2_000):
        times.setdefault(learner, taken)
    return list(times.values())


def path_of(*, enrolment: Enrolment, scenario: Scenario) -> ScenarioPath | None:
    """Return the way of ``enrolment`` through ``scenario``, or None where it is not begun."""
    return ScenarioPath.objects.filter(enrolment=enrolment, scenario=scenario).first()


@dataclass(frozen=True, slots=True)
class Practice:
    """One story of a course, and how far one enrolment has come in it."""

    scenario: Scenario
    begun: bool
    finished: bool


def practices_of(enrolment: Enrolment) -> list[Practice]:
    """Return the stories of the enrolment's version in order, with how far each is; two queries."""
    paths = {path.scenario_id: path for path in ScenarioPath.objects.filter(enrolment=enrolment)}
    return [
        Practice(
            scenario,
            begun=scenario.pk in paths,
            finished=scenario.pk in paths and paths[scenario.pk].finished_at is not None,
        )
        for scenario in Scenario.objects.filter(version=enrolment.version_id).order_by("position")
    ]
