"""Where the journeys begin: Elm Park, its contacts, its rule, and who has done what."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone

from courses.accounts.models import Site, User
from courses.catalogue.drafts import AssessmentDraft, SectionDraft, VersionDraft
from courses.catalogue.models import CourseVersion, Item, Lesson
from courses.catalogue.services import add_local_contact, publish, save_draft
from courses.common.dates import local_date
from courses.learning import services as learning
from courses.learning.models import Enrolment
from courses.usecases.enrol_staff import enrol_staff
from courses.usecases.set_requirement import set_requirement
from tests.beginnings import recorded
from tests.people import Elm, Harbour, make_elm, make_harbour, make_member

DUE_IN_DAYS = 9
GIVEN_DAYS = 28
LESSONS = ("what-cse-is", "reporting")


@dataclass
class School:
    """Elm Park on the day of the journey; everybody there must take the course in nine days."""

    elm: Elm
    harbour: Harbour
    version: CourseVersion
    due_on: date

    def enrolment_of(self, learner: User) -> Enrolment:
        """Return what the learner has open."""
        return Enrolment.objects.open().get(learner=learner)

    def lesson_addresses(self, learner: User) -> list[str]:
        """Return the addresses of the learner's lessons, in order."""
        registration = self.enrolment_of(learner).registration
        return [
            f"/learn/{registration}/lessons/{lesson.identifier}/"
            for lesson in self.version.lessons.order_by("position")
        ]


@recorded
def a_school_with_the_course(draft: VersionDraft) -> School:
    """Make Elm Park with contacts and a rule, its people enrolled, and Harbour Trust beside it."""
    now = timezone.now()
    elm, harbour = make_elm(), make_harbour()
    version = save_draft(draft=draft)
    publish(version=version, at=now, actor_id=None, reason="Bundled course")
    make_member(
        elm.organisation,
        elm.north,
        elm.teacher,
        "Siân Ŵyn Pritchard",
        number="E007",
        email="sian@elm-park.example",
    )
    make_member(
        elm.organisation,
        elm.south,
        elm.teacher,
        "Tomasz Zieliński",
        number="E008",
        email="tomasz@elm-park.example",
    )
    a_contact(elm.north, "safeguarding-lead", "Mo Khan", "01632 960001")
    a_contact(elm.north, "deputy", "Ruth Adeyemi", "01632 960002")
    a_contact(elm.south, "safeguarding-lead", "Carys Bevan", "01632 960003")
    a_contact(harbour.quay, "safeguarding-lead", "Elif Demir", "01632 960101")
    for organisation in (elm.organisation, harbour.organisation):
        set_requirement(
            organisation=organisation,
            course=version.course,
            effective_from=local_date(now) - timedelta(days=GIVEN_DAYS - DUE_IN_DAYS),
            due_days=GIVEN_DAYS,
            valid_months=12,
            at=now,
        )
    for learner in (elm.amira, elm.grace):
        enrol_staff(
            learner=learner,
            organisation=elm.organisation,
            course=version.course,
            reason=Enrolment.Reason.REQUIRED,
            at=now,
        )
    return School(elm, harbour, version, local_date(now) + timedelta(days=DUE_IN_DAYS))


def a_contact(site: Site, slot: str, name: str, phone: str) -> None:
    """Enter somebody to ring at ``site``."""
    today = local_date(timezone.now())
    add_local_contact(
        organisation=site.organisation,
        site=site,
        slot=slot,
        name=name,
        purpose=f"{slot.replace('-', ' ').capitalize()} at {site.name}",
        phone=phone,
        hours="School days, 8 am to 5 pm",
        checked_on=today,
        review_by=today + timedelta(days=180),
    )


def every_lesson_finished(enrolment: Enrolment) -> None:
    """Answer every check rightly and finish every lesson, without a trail."""
    for lesson in enrolment.version.lessons.order_by("position"):
        lesson_finished(enrolment, lesson)


def lesson_finished(enrolment: Enrolment, lesson: Lesson) -> None:
    """Answer the checks of one lesson rightly and finish it, without a trail."""
    now = timezone.now()
    learning.keep_place(enrolment=enrolment, lesson=lesson, block="", at=now)
    for block in lesson.blocks.filter(item__isnull=False).select_related("item"):
        chosen = {"v": 1, "chosen": right_options(block.item)}
        learning.answer_check(enrolment=enrolment, item=block.item, chosen=chosen, at=now)
    learning.complete_lesson(enrolment=enrolment, lesson=lesson, at=now)


def right_options(item: Item) -> list[str]:
    """Return the identifiers of the right options of a question."""
    return list(item.options.filter(correct=True).values_list("identifier", flat=True))


def two_lessons_of(draft: VersionDraft) -> VersionDraft:
    """Return the bundled course cut to two of its lessons and a quiz of ten questions."""
    lessons = tuple(lesson for lesson in draft.lessons if lesson.identifier in LESSONS)
    items = tuple(item for item in draft.items if item.anchor.partition("#")[0] in LESSONS)
    first, second = (lesson.outcomes for lesson in lessons)
    quiz = AssessmentDraft(8, 10, (SectionDraft(first, 4), SectionDraft(second, 6, 2)))
    return replace(draft, lessons=lessons, items=items, assessment=quiz)
