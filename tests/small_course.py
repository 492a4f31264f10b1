"""A small published course, made without files.

Two lessons, two checks, a quiz of two from four.
"""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from courses.accounts.models import Organisation, User
from courses.assessment import services as assessment
from courses.assessment.models import Attempt
from courses.catalogue.drafts import (
    AssessmentDraft,
    BlockDraft,
    ChoiceDraft,
    ContactDraft,
    FactDraft,
    ItemDraft,
    LessonDraft,
    NodeDraft,
    OptionDraft,
    OutcomeDraft,
    ScenarioDraft,
    SectionDraft,
    SourceDraft,
    Text,
    VersionDraft,
)
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish, save_draft
from courses.compliance.models import Requirement
from courses.compliance.services import set_requirement
from courses.learning import services as learning
from courses.learning.models import Enrolment
from courses.usecases.start_attempt import start_attempt
from tests.beginnings import recorded
from tests.people import NOON, STARTED


def text(words: str) -> Text:
    """Return a text of one paragraph."""
    return Text(words, f"<p>{words}</p>")


def inline(words: str) -> Text:
    """Return a text without a paragraph."""
    return Text(words, words)


def item(
    identifier: str, *, outcome: str = "pass-on", anchor: str = "first#notice", **more
) -> ItemDraft:
    """Return a question whose right option is ``tell-lead``."""
    more = {"in_quiz": True, **more}
    return ItemDraft(
        identifier=identifier,
        kind="choice",
        outcome=outcome,
        anchor=anchor,
        stem=inline(f"What do you do first ({identifier})?"),
        options=(
            OptionDraft("tell-lead", inline("Tell the lead today."), inline("Yes."), correct=True),
            OptionDraft("wait", inline("Wait for proof."), inline("Not quite. Do not wait.")),
            OptionDraft(
                "ask", inline("Ask the child."), inline("Not quite. Listening is your part.")
            ),
        ),
        **more,
    )


def way_on(identifier: str, leads_to: str, *, right: bool) -> ChoiceDraft:
    """Return a choice that tells somebody where it is right."""
    return ChoiceDraft(
        identifier,
        inline(f"I {identifier} her."),
        text(f"What {identifier} brings."),
        leads_to,
        reasoning=text(f"Why {identifier}."),
        noticed=f"You chose to {identifier}." if right else "",
        missed="" if right else "Nobody knows yet.",
        tells=right,
        facts=("same-day",),
    )


def small_story() -> ScenarioDraft:
    """Return a story of two decisions, the first of which can be taken wrongly and mended."""
    return ScenarioDraft(
        "late-taxi",
        "The late taxi",
        "gate",
        (
            NodeDraft(
                "gate",
                text("A driver waits for Nadia."),
                gentler=text("Somebody came for Nadia."),
                intensity=2,
                choices=(
                    way_on("tell", "safe", right=True),
                    way_on("leave", "doubt", right=False),
                ),
            ),
            NodeDraft(
                "doubt", text("You think again."), choices=(way_on("tell", "safe", right=True),)
            ),
            NodeDraft("safe", text("The lead is with Nadia."), ending=True),
        ),
        summary="A driver waits for a girl.",
        lesson="first",
        minutes=4,
    )


def small_draft(**changes) -> VersionDraft:
    """Return the course as data, with ``changes`` to it."""
    draft = VersionDraft(
        slug="small-course",
        version="1.0.0",
        title="A small course",
        nation="E",
        language="en-GB",
        licence="For tests",
        review_by=date(2027, 9, 1),
        renderer="test/1",
        summary="What to do with a worry.",
        notice="Nothing graphic.",
        certificate_months=12,
        outcomes=(OutcomeDraft("pass-on", "Pass a worry on."), OutcomeDraft("danger", "Ring 999.")),
        lessons=(
            LessonDraft(
                "first",
                "First lesson",
                6,
                "Nothing graphic.",
                date(2026, 2, 1),
                ("pass-on",),
                (
                    BlockDraft(
                        "notice",
                        "text",
                        "Noticing",
                        text("Small signs count."),
                        facts=("same-day",),
                    ),
                    BlockDraft("first-check", "check", item="check-one"),
                    BlockDraft(
                        "who",
                        "local",
                        "Who to tell",
                        text("Tell:"),
                        contacts=("safeguarding-lead",),
                    ),
                    BlockDraft("first-sources", "sources", cite=("guide",)),
                ),
            ),
            LessonDraft(
                "second",
                "Second lesson",
                7,
                "",
                date(2026, 2, 1),
                ("danger",),
                (
                    BlockDraft("ring", "text", "Ring 999", text("In danger, ring 999 first.")),
                    BlockDraft("second-check", "check", item="check-two"),
                ),
            ),
        ),
        items=(
            item("check-one", in_check=True, in_quiz=False),
            item("check-two", in_check=True, in_quiz=False, anchor="second#ring"),
            item("plain-a"),
            item("plain-b"),
            item("danger-a", outcome="danger", critical=True, anchor="second#ring"),
            item("danger-b", outcome="danger", critical=True, anchor="second#ring"),
        ),
        assessment=AssessmentDraft(
            1, 2, (SectionDraft(("pass-on",), 1), SectionDraft(("danger",), 1, critical_draw=1))
        ),
        scenarios=(small_story(),),
        sources=(SourceDraft("guide", "The guide 2026", "The department", "https://example.org/"),),
        facts=(
            FactDraft(
                "same-day",
                text("Pass it on the same day."),
                "secondary",
                "E",
                date(2026, 2, 1),
                date(2027, 2, 1),
                sources=("guide",),
            ),
        ),
        contacts=(
            ContactDraft(
                "con-999",
                "Police",
                "Danger now",
                "UK",
                "confirmed",
                date(2026, 2, 1),
                date(2026, 8, 1),
                phone="999",
                is_emergency=True,
                needs=("danger-now",),
            ),
            ContactDraft(
                "con-support",
                "Listening line",
                "Support for staff",
                "UK",
                "confirmed",
                date(2026, 2, 1),
                date(2026, 8, 1),
                phone="01632 960199",
                needs=("staff-support",),
            ),
        ),
        editions=("guide",),
    )
    return replace(draft, **changes)


@recorded
def make_small_course(*, owner_id: int | None = None, **changes) -> CourseVersion:
    """Write and publish the small course, as one of ``owner_id`` where that is given."""
    version = save_draft(draft=small_draft(**changes), owner_id=owner_id)
    publish(version=version, at=NOON, actor_id=None, reason="")
    return version


def make_rule(organisation: Organisation, version: CourseVersion, **terms) -> Requirement:
    """Have everybody complete the course of ``version`` in 28 days and then every year.

    Since they started, and otherwise where ``terms`` say so.
    """
    usual = {"effective_from": STARTED, "due_days": 28, "valid_months": 12, "at": NOON}
    return set_requirement(organisation=organisation, course=version.course, **usual | terms)


def enrol(
    learner: User,
    organisation: Organisation,
    version: CourseVersion,
    *,
    reason: Enrolment.Reason = Enrolment.Reason.REQUIRED,
    at: datetime = NOON,
) -> Enrolment:
    """Open an enrolment, without a trail."""
    return learning.enrol(
        learner=learner, organisation=organisation, version=version, reason=reason, at=at
    )


def finish_lessons(enrolment: Enrolment, *, at: datetime = NOON) -> None:
    """Answer every check rightly and finish every lesson of ``enrolment``, without a trail."""
    for lesson in enrolment.version.lessons.order_by("position"):
        learning.keep_place(enrolment=enrolment, lesson=lesson, block="", at=at)
        for block in lesson.blocks.filter(item__isnull=False).select_related("item"):
            learning.answer_check(enrolment=enrolment, item=block.item, chosen=chosen(), at=at)
        learning.complete_lesson(enrolment=enrolment, lesson=lesson, at=at)


def open_attempt(
    enrolment: Enrolment, *, seed: str = "a", start_key: UUID | None = None, at: datetime = NOON
) -> Attempt:
    """Begin the quiz of ``enrolment``, whose lessons are finished."""
    return start_attempt(enrolment=enrolment, start_key=start_key or uuid4(), seed=seed, at=at)


def answer_all(attempt: Attempt, option: str = "tell-lead", *, at: datetime = NOON) -> None:
    """Answer every question of ``attempt`` with ``option``; only ``tell-lead`` is right."""
    for response in attempt.responses.all():
        assessment.answer_item(response=response, chosen=chosen(option), at=at)


def chosen(option: str = "tell-lead") -> dict[str, object]:
    """Return the stored form of choosing ``option``."""
    return {"v": 1, "chosen": [option]}
