"""Invent what the people of an organisation have learned, over years, and write it in bulk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from django.db import models

from courses.assessment.models import Attempt, Response
from courses.catalogue.models import Course, CourseVersion, Lesson
from courses.certification.keys import as_text, signing_key
from courses.certification.models import Certificate
from courses.certification.numbers import BYTES, new_number
from courses.certification.printed import PrintedFacts
from courses.certification.validity import valid_until
from courses.common.dates import add_months
from courses.common.jcs import canonical
from courses.compliance.models import Exemption, Requirement
from courses.learning.models import Completion, Enrolment, LessonProgress
from courses.usecases.seed_days import applies, days_completed, noon
from courses.usecases.seed_people import Person, identifier
from courses.usecases.seed_sittings import Sitting, Sittings

EVIDENCE = "Certificate of an earlier provider, seen by the training lead"
DETAILED = 0.1  # of the people have every answer and every lesson kept, not only the result
FIRST_FAILED = 0.15
EXEMPT = 0.01
WRITTEN = 500  # rows a statement


@dataclass(frozen=True, slots=True)
class Taught:
    """The bundled course as learners take it: its lessons, length and ready-made sittings."""

    version: CourseVersion
    lessons: list[Lesson]
    minutes: int
    editions: tuple[str, ...]
    sittings: Sittings


@dataclass
class Rows:
    """What is to be written for one batch of people, table by table, in this order."""

    enrolments: list[Enrolment] = field(default_factory=list)
    progress: list[LessonProgress] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    exemptions: list[Exemption] = field(default_factory=list)

    def write(self) -> None:
        """Write every row."""
        for model, rows in self.tables():
            model._default_manager.bulk_create(rows, batch_size=WRITTEN)  # noqa: SLF001 - Django's name

    def tables(self) -> Iterator[tuple[type[models.Model], list[models.Model]]]:
        """Return each table that has rows, with them, after those that it points to."""
        every: list[list[models.Model]] = [
            list(rows)
            for rows in (
                self.enrolments,
                self.progress,
                self.attempts,
                self.responses,
                self.completions,
                self.certificates,
                self.exemptions,
            )
        ]
        yield from ((type(rows[0]), rows) for rows in every if rows)


@dataclass
class Historian:
    """Invents the training of people under the rules of their organisation."""

    rules: list[Requirement]
    taught: Taught
    random: Random
    site_url: str
    keys: Path
    at: datetime
    today: date

    def __post_init__(self) -> None:
        self.key = signing_key(self.keys)

    def rows_for(self, people: list[Person]) -> Rows:
        """Return everything to write about ``people``."""
        rows = Rows()
        for person in people:
            is_detailed = self.random.random() < DETAILED
            for rule in self.rules:
                if applies(rule, person):
                    self.add_history(rows, person, rule, is_detailed=is_detailed)
            if self.random.random() < EXEMPT:
                self.add_exemption(rows, person)
        return rows

    def add_history(
        self, rows: Rows, person: Person, rule: Requirement, *, is_detailed: bool
    ) -> None:
        """Add what one person did about one rule."""
        days = list(days_completed(rule, person, random=self.random, today=self.today))
        if rule.course_id != self.taught.version.course_id:
            rows.completions += [self.recorded(person, rule.course, day) for day in days]
            return
        for position, day in enumerate(days):
            is_last = position == len(days) - 1
            self.add_pass(rows, person, day, is_open=is_last, is_detailed=is_detailed)
        held = days and add_months(days[-1], rule.valid_months or 0) >= self.today
        if not held and person.left is None:
            if days:
                rows.enrolments[-1].closed_at = self.at
            self.add_begun(rows, person)

    def recorded(self, person: Person, course: Course, day: date) -> Completion:
        """Return training that the organisation recorded itself."""
        return Completion(
            thread=identifier(self.random),
            learner=person.user,
            organisation=person.membership.organisation,
            course=course,
            completed_at=noon(day),
            completed_on=day,
            minutes=60,
            how=Completion.How.RECORDED,
            evidence=EVIDENCE,
            recorded_at=noon(day),
        )

    def enrolment(self, person: Person, begun: date) -> Enrolment:
        """Return an open enrolment in the taught course."""
        return Enrolment(
            registration=identifier(self.random),
            learner=person.user,
            organisation=person.membership.organisation,
            course_id=self.taught.version.course_id,
            version=self.taught.version,
            reason=Enrolment.Reason.REQUIRED,
            enrolled_at=noon(begun),
        )

    def add_pass(
        self, rows: Rows, person: Person, day: date, *, is_open: bool, is_detailed: bool
    ) -> None:
        """Add one time through the taught course: lessons, attempts, completion, certificate."""
        enrolment = self.enrolment(person, day)
        if not is_open:
            enrolment.closed_at = noon(day)
        rows.enrolments.append(enrolment)
        if is_detailed:
            self.add_progress(rows, enrolment, len(self.taught.lessons), noon(day))
        passed = [self.random.choice(self.taught.sittings.passed)]
        if self.random.random() < FIRST_FAILED:
            passed.insert(0, self.random.choice(self.taught.sittings.failed))
        for number, sitting in enumerate(passed, start=1):
            self.add_attempt(rows, enrolment, sitting, number, noon(day), is_detailed=is_detailed)
        completion = Completion(
            thread=identifier(self.random),
            learner=person.user,
            organisation=person.membership.organisation,
            course_id=self.taught.version.course_id,
            version=self.taught.version,
            enrolment=enrolment,
            completed_at=noon(day),
            completed_on=day,
            minutes=self.taught.minutes,
            how=Completion.How.QUIZ,
            recorded_at=noon(day),
            recorded_by_id=person.user.pk,
        )
        rows.completions.append(completion)
        rows.certificates.append(self.certificate(completion))

    def add_begun(self, rows: Rows, person: Person) -> None:
        """Add a time through the taught course that is under way: some lessons, no quiz yet."""
        begun = max(person.started, self.today - timedelta(days=self.random.randint(0, 30)))
        enrolment = self.enrolment(person, begun)
        rows.enrolments.append(enrolment)
        lessons = self.random.randint(0, len(self.taught.lessons))
        self.add_progress(rows, enrolment, lessons, noon(begun))

    def add_progress(self, rows: Rows, enrolment: Enrolment, count: int, at: datetime) -> None:
        """Add the first ``count`` lessons as finished."""
        rows.progress += [
            LessonProgress(
                enrolment=enrolment, lesson=lesson, opened_at=at, placed_at=at, completed_at=at
            )
            for lesson in self.taught.lessons[:count]
        ]

    def add_attempt(
        self,
        rows: Rows,
        enrolment: Enrolment,
        sitting: Sitting,
        number: int,
        at: datetime,
        *,
        is_detailed: bool,
    ) -> None:
        """Add one attempt that was handed in, with its answers where they are kept."""
        attempt = Attempt(
            enrolment=enrolment,
            number=number,
            seed=sitting.seed,
            start_key=identifier(self.random),
            started_at=at,
            handed_in_at=at,
            score_numerator=sitting.mark.numerator,
            score_denominator=sitting.mark.denominator,
            passed=sitting.mark.passed,
        )
        rows.attempts.append(attempt)
        if is_detailed:
            rows.responses += [
                Response(
                    attempt=attempt,
                    item=one.item,
                    position=position,
                    option_order={"v": 1, "options": list(one.options)},
                    chosen=one.chosen,
                    saved_at=at,
                    credit_numerator=one.credit.numerator,
                    credit_denominator=one.credit.denominator,
                )
                for position, one in enumerate(sitting.answered, start=1)
            ]

    def certificate(self, completion: Completion) -> Certificate:
        """Return the signed certificate of ``completion``."""
        version = self.taught.version
        number = new_number(self.random.randbytes(BYTES))
        day = completion.completed_on
        facts = PrintedFacts(
            number=number,
            name=completion.learner.name,
            organisation=completion.organisation.name,
            title=version.title,
            version=version.version,
            editions=self.taught.editions,
            minutes=completion.minutes,
            completed_on=day,
            valid_from=day,
            valid_until=valid_until(completed_on=day, months=version.certificate_months),
            verify_url=f"{self.site_url}/verify/{number}/",
        )
        return Certificate(
            number=number,
            completion_thread=completion.thread,
            learner=completion.learner,
            organisation=completion.organisation,
            printed_name=facts.name,
            title=facts.title,
            version=facts.version,
            printed=facts.as_json(),
            issued_at=completion.completed_at,
            valid_from=facts.valid_from,
            valid_until=facts.valid_until,
            signature=as_text(self.key.sign(canonical(facts.signable()))),
        )

    def add_exemption(self, rows: Rows, person: Person) -> None:
        """Excuse the person from one rule, for a time around today."""
        rows.exemptions.append(
            Exemption(
                thread=identifier(self.random),
                membership=person.membership,
                organisation=person.membership.organisation,
                rule=self.random.choice(self.rules).rule,
                reason="Maternity leave",
                valid_from=self.today - timedelta(days=self.random.randint(10, 90)),
                valid_until=self.today + timedelta(days=self.random.randint(10, 180)),
                recorded_at=self.at,
            )
        )
