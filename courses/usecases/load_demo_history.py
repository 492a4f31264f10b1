"""Relive what the demonstration's people did: lessons, quizzes, records, certificates."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from courses.accounts.membership import Membership
from courses.assessment.models import Attempt, Response
from courses.assessment.queries import mastery_of, responses_of
from courses.audit.services import record
from courses.catalogue.item_types import OptionFact
from courses.catalogue.models import Assessment, Block, BlockKind, Course, Item, Lesson
from courses.certification.models import Certificate
from courses.common.dates import local_date
from courses.learning.models import CheckAnswer, Completion, Enrolment, LessonProgress
from courses.notifications.models import Message
from courses.reporting.bulk import Asked, BulkAction
from courses.usecases.act_on_chosen import act_on_chosen
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.exempt_staff import exempt_staff
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.load_demo_answers import answer, hardest, weight
from courses.usecases.offer_refreshers import note, offer
from courses.usecases.record_training import record_training
from courses.usecases.replace_certificate import replace_certificate
from courses.usecases.revoke_certificate import revoke_certificate
from courses.usecases.start_attempt import start_attempt
from courses.usecases.supervise_starter import supervise_starter

# Two draws for everybody, so that each question drawn was answered by ten people and more.
SEEDS = ("demonstration-one", "demonstration-two")
MINUTES = 60
# Below this sum of two weights a first answer slips: about one in six.
SLIP = 150


@dataclass
class Historian:
    """Makes the past of one organisation; call it inside a transaction."""

    course: Course
    members: Mapping[str, Membership]
    by: str
    at: datetime
    mode: Completion.Mode = Completion.Mode.OWN

    def relive(self, event: Mapping[str, Any]) -> None:
        """Make one event happen on its day."""
        at = self.at - timedelta(days=event["ago"])
        who = self.members[event["who"]]
        match event["did"]:
            case "given":
                self.enrolment(who, at)
            case "began":
                self.read(who, self.enrolment(who, at), at, lessons=event["lessons"])
            case "recorded":
                self.recorded(who, event["evidence"], at)
            case "exempt" | "extended" as did:
                allow = self.exempted if did == "exempt" else self.extended
                allow(who, event, at)
            case "supervised":
                self.supervised(who, event, at)
            case "refreshed":
                self.refreshed(who, at)
            case "withdrawn" | "corrected":
                self.changed(who, event, at)
            case _:
                self.quiz(who, at, is_passed=event["did"] == "passed")
        # What is past was sent then: the demonstration's first start sends no mail.
        Message.objects.filter(due_at=at, sent_at__isnull=True).update(sent_at=at)

    @property
    def recorder(self) -> int:
        """Return the id of the lead who records for the others."""
        return self.members[self.by].user_id

    def enrolment(self, who: Membership, at: datetime) -> Enrolment:
        """Return what the person has open, opened now where nothing is."""
        return enrol_staff(
            learner=who.user,
            organisation=who.organisation,
            course=self.course,
            reason=Enrolment.Reason.REQUIRED,
            at=at,
        )

    def recorded(self, who: Membership, evidence: str, at: datetime) -> None:
        """Record training elsewhere."""
        record_training(
            membership=who,
            course=self.course,
            completed_on=local_date(at),
            minutes=MINUTES,
            evidence=evidence,
            at=at,
            actor_id=self.recorder,
        )

    def exempted(self, who: Membership, event: Mapping[str, Any], at: datetime) -> None:
        """Excuse the person from every rule about the course."""
        exempt_staff(
            membership=who,
            course=self.course,
            reason=event["reason"],
            last_day=local_date(at) + timedelta(days=event["days"]),
            at=at,
            actor_id=self.recorder,
        )

    def extended(self, who: Membership, event: Mapping[str, Any], at: datetime) -> None:
        """Give the person a later due day."""
        due_on = local_date(at) + timedelta(days=event["days"])
        details = {"course": self.course.pk, "reason": event["reason"]}
        act_on_chosen(
            key=uuid4(),
            kind=BulkAction.Kind.EXTEND,
            organisation=who.organisation,
            by=self.members[self.by].user,
            asked=Asked((who.pk,), {**details, "due_on": due_on.isoformat()}),
            at=at,
        )

    def supervised(self, who: Membership, event: Mapping[str, Any], at: datetime) -> None:
        """Put the person under the supervision of a colleague."""
        supervise_starter(
            membership=who,
            supervisor=self.members[event["supervisor"]],
            reason=event["reason"],
            last_day=local_date(at) + timedelta(days=event["days"]),
            at=at,
            actor_id=self.recorder,
        )

    def refreshed(self, who: Membership, at: datetime) -> None:
        """Offer the person three questions about what they completed."""
        done = Completion.objects.current().filter(learner=who.user_id, course=self.course)
        offer(done.latest("completed_at"), missed={}, at=at)
        note(Counter({who.organisation: 1}), at=at)

    def changed(self, who: Membership, event: Mapping[str, Any], at: datetime) -> None:
        """Withdraw the person's newest certificate, or replace it by one with another name."""
        newest = Certificate.objects.filter(learner=who.user_id).latest("issued_at")
        if event["did"] == "withdrawn":
            revoke_certificate(
                certificate=newest, reason=event["reason"], actor_id=self.recorder, at=at
            )
        else:
            replace_certificate(
                certificate=newest, name=event["name"], actor_id=self.recorder, at=at
            )

    @cached_property
    def lessons(self) -> dict[int, list[Lesson]]:
        """Return the lessons of each version of the course, in order."""
        found: dict[int, list[Lesson]] = {}
        lessons = Lesson.objects.filter(version__course=self.course)
        for lesson in lessons.order_by("version", "position"):
            found.setdefault(lesson.version_id, []).append(lesson)
        return found

    @cached_property
    def checks(self) -> dict[int, list[Item]]:
        """Return the questions inside each lesson, by its id, with their options."""
        found: dict[int, list[Item]] = {}
        blocks = Block.objects.filter(lesson__version__course=self.course, kind=BlockKind.CHECK)
        asked = blocks.select_related("item").prefetch_related("item__options")
        rows = asked.order_by("lesson", "position")
        for lesson_id, item in [(row.lesson_id, row.item) for row in rows if row.item]:
            found.setdefault(lesson_id, []).append(item)
        return found

    def read(self, who: Membership, enrolment: Enrolment, at: datetime, *, lessons: int) -> None:
        """Finish the first ``lessons`` lessons that are left, checks answered, and begin the next.

        The last is finished at ``at``.
        """
        there = set(enrolment.progress.values_list("lesson", flat=True))
        course = self.lessons[enrolment.version_id]
        left = [lesson for lesson in course[: lessons + 1] if lesson.pk not in there]
        finished = [lesson for lesson in left if lesson in course[:lessons]]
        LessonProgress.objects.bulk_create(
            LessonProgress(
                enrolment=enrolment,
                lesson=lesson,
                opened_at=opened,
                placed_at=at,
                completed_at=opened + taken if lesson in finished else None,
            )
            for lesson, opened, taken in self.times(who, left, at)
        )
        CheckAnswer.objects.bulk_create(
            self.answered(who, enrolment, item, at)
            for lesson in finished
            for item in self.checks.get(lesson.pk, [])
        )
        for lesson in finished:
            record(
                verb="completed-lesson",
                about=enrolment,
                organisation_id=enrolment.organisation_id,
                actor_id=enrolment.learner_id,
                at=at,
                details={"lesson": lesson.pk},
            )

    def times(
        self, who: Membership, lessons: Sequence[Lesson], at: datetime
    ) -> Iterator[tuple[Lesson, datetime, timedelta]]:
        """Yield each of ``lessons`` with when the person opened it, up to ``at``, and for how long.

        Some read a little faster than the text is given, some more slowly.
        """
        for step, lesson in enumerate(lessons):
            more = weight(who.staff_number, lesson.identifier) * 5 // 256 - 1
            yield (
                lesson,
                at - timedelta(minutes=12 * (len(lessons) - step)),
                timedelta(minutes=min(12, lesson.minutes + more)),
            )

    def answered(
        self, who: Membership, enrolment: Enrolment, item: Item, at: datetime
    ) -> CheckAnswer:
        """Return the answers to one check: the last is right, the first not always."""
        number = who.staff_number
        slips = weight(item.identifier) + weight(number, item.identifier) < SLIP
        return CheckAnswer(
            enrolment=enrolment,
            item=item,
            first_chosen=chosen(item, number, is_right=not slips),
            latest_chosen=chosen(item, number, is_right=True),
            answered_at=at,
        )

    def quiz(self, who: Membership, at: datetime, *, is_passed: bool) -> None:
        """Sit the quiz, after whatever lessons are left."""
        enrolment = self.enrolment(who, at - timedelta(days=1))
        self.read(who, enrolment, at, lessons=len(self.lessons[enrolment.version_id]))
        number = who.staff_number
        begun = at - timedelta(minutes=15)
        attempt = start_attempt(
            enrolment=enrolment,
            start_key=UUID(int=enrolment.pk * 2**64 + int(begun.timestamp())),
            seed=SEEDS[weight(number) % 2],
            at=begun,
        )
        self.answer_all(attempt, number, at, is_passed=is_passed)
        finish_attempt(attempt=attempt, at=at, mode=self.mode)

    def answer_all(self, attempt: Attempt, number: str, at: datetime, *, is_passed: bool) -> None:
        """Answer every question, some wrongly: few enough to pass, or too many."""
        responses = responses_of(attempt)
        quiz = self.quizzes[attempt.enrolment.version_id]
        allowed = len(responses) - math.ceil(mastery_of(quiz) * len(responses))
        count = min(allowed, weight(number) % 4) if is_passed else allowed + 2
        wrong = hardest(
            [r.item.identifier for r in responses if not (is_passed and r.item.critical)],
            who=number,
        )[:count]
        moment = attempt.started_at
        for response in responses:
            name = response.item.identifier
            response.chosen = chosen(response.item, number, is_right=name not in wrong)
            moment += timedelta(seconds=15 + weight(name) // 16 + weight(number, name) // 16)
            response.saved_at = min(moment, at)
        Response.objects.bulk_update(responses, ["chosen", "saved_at"])

    @cached_property
    def quizzes(self) -> dict[int, Assessment]:
        """Return the quiz of each version of the course."""
        quizzes = Assessment.objects.filter(version__course=self.course)
        return {quiz.version_id: quiz for quiz in quizzes}


def chosen(item: Item, who: str, *, is_right: bool) -> dict[str, object]:
    """Return what ``who`` answers to ``item``, as it is stored; its options are fetched."""
    options = [
        OptionFact(option.identifier, option.correct, option.place, option.pair)
        for option in item.options.all()
    ]
    return answer(item.kind, options, is_right=is_right, who=who)
