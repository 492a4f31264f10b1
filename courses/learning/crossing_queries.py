"""Questions about moving people to another edition: who may move, and what stands in both."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef

from courses.catalogue.models import Block, Choice, CourseVersion, Option, Scenario
from courses.learning.crossing import AskedAgain, Crossing, LessonAgain
from courses.learning.models import Completion, Enrolment, EnrolmentQuerySet
from courses.learning.together import Gathering, Seat


def part_way_elsewhere(version: CourseVersion) -> EnrolmentQuerySet:
    """Return the open enrolments in other editions of the course that were not completed."""
    done = Completion.objects.current().filter(enrolment=OuterRef("pk"))
    others = Enrolment.objects.open().filter(course=version.course_id).exclude(version=version)
    return others.filter(~Exists(done))


def not_in_a_room(enrolments: EnrolmentQuerySet, at: datetime) -> EnrolmentQuerySet:
    """Keep the enrolments that no open training room is taking at this moment."""
    rooms = Gathering.objects.open_at(at).values("pk")
    return enrolments.filter(
        ~Exists(Seat.objects.filter(enrolment=OuterRef("pk"), gathering__in=rooms))
    )


def open_again(*, enrolment: Enrolment) -> Enrolment | None:
    """Return the open enrolment of the same person in the same course, or None; one query."""
    mine = Enrolment.objects.open().filter(
        learner=enrolment.learner_id,
        organisation=enrolment.organisation_id,
        course=enrolment.course_id,
    )
    return mine.exclude(pk=enrolment.pk).select_related("version").first()


def crossing_to(version: CourseVersion, *, of: Collection[int]) -> dict[int, Crossing]:
    """Return what of each of the versions ``of`` stands in ``version``, by id; four queries."""
    versions = {*of, version.pk}
    found = {pk: Crossing() for pk in of}
    cross_lessons(version.pk, versions, found)
    cross_stories(version.pk, versions, found)
    return found


def cross_lessons(into: int, versions: Collection[int], found: dict[int, Crossing]) -> None:
    """Note the lessons of the same name, and the questions asked in blocks of the same name."""
    blocks = Block.objects.filter(lesson__version__in=versions).values_list(
        "lesson__version",
        "lesson",
        "lesson__identifier",
        "identifier",
        "item",
        "item__identifier",
        "item__kind",
    )
    names: dict[int, dict[str, int]] = defaultdict(dict)
    asked: dict[int, dict[tuple[str, str, str, str], int]] = defaultdict(dict)
    within: dict[int, set[str]] = defaultdict(set)
    asks: dict[int, set[int]] = defaultdict(set)
    for where, lesson, called, block, item, item_name, kind in blocks:
        names[where][called] = lesson
        within[lesson].add(block)
        if item is not None:
            asked[where][called, block, item_name or "", kind or ""] = item
            asks[lesson].add(item)
    offers = offers_of(asked[into].values())
    for pk, crossing in found.items():
        for called, lesson in names[pk].items():
            if again := names[into].get(called):
                crossing.lessons[lesson] = LessonAgain(
                    again, frozenset(within[again]), frozenset(asks[again])
                )
        for at, item in asked[pk].items():
            if (same := asked[into].get(at)) is not None:
                options, pairs = offers[same]
                crossing.items[item] = AskedAgain(
                    same, at[-1], frozenset(options), frozenset(pairs)
                )


def offers_of(items: Collection[int]) -> dict[int, tuple[set[str], set[str]]]:
    """Return the names of the options of each item, and the pairs to match; one query."""
    offers: dict[int, tuple[set[str], set[str]]] = {pk: (set(), set()) for pk in items}
    rows = Option.objects.filter(item__in=offers).values_list("item", "identifier", "pair")
    for item, option, pair in rows:
        offers[item][0].add(option)
        offers[item][1].add(pair)
    return offers


def cross_stories(into: int, versions: Collection[int], found: dict[int, Crossing]) -> None:
    """Note the stories of the same name, with where each choice of the other edition leads."""
    stories = list(
        Scenario.objects.filter(version__in=versions).values_list(
            "pk", "version", "identifier", "start"
        )
    )
    again = {name: (pk, start) for pk, where, name, start in stories if where == into}
    leads: dict[int, dict[tuple[str, str], str]] = {pk: {} for pk, _start in again.values()}
    choices = Choice.objects.filter(node__scenario__in=leads).values_list(
        "node__scenario", "node__identifier", "identifier", "leads_to__identifier"
    )
    for scenario, node, choice, to in choices:
        leads[scenario][node, choice] = to
    for pk, where, name, start in stories:
        if where in found and name in again and again[name][1] == start:
            same, _start = again[name]
            found[where].stories[pk] = (same, start, leads[same])
