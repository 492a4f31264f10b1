"""A small published course, made without files.

Two lessons, two checks, a quiz of two from four.
"""

from dataclasses import replace
from datetime import date

from courses.catalogue.drafts import (
    AssessmentDraft,
    BlockDraft,
    ContactDraft,
    FactDraft,
    ItemDraft,
    LessonDraft,
    OptionDraft,
    OutcomeDraft,
    SectionDraft,
    SourceDraft,
    Text,
    VersionDraft,
)
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish, save_draft
from tests.people import NOON


def text(words: str) -> Text:
    """Return a text of one paragraph."""
    return Text(words, f"<p>{words}</p>")


def inline(words: str) -> Text:
    """Return a text without a paragraph."""
    return Text(words, words)


def item(identifier: str, *, outcome: str = "pass-on", anchor: str = "first#notice", **more) -> ItemDraft:
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
            OptionDraft("ask", inline("Ask the child."), inline("Not quite. Listening is your part.")),
        ),
        **more,
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
                    BlockDraft("notice", "text", "Noticing", text("Small signs count."), facts=("same-day",)),
                    BlockDraft("first-check", "check", item="check-one"),
                    BlockDraft("who", "local", "Who to tell", text("Tell:"), contacts=("safeguarding-lead",)),
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
                "con-999", "Police", "Danger now", "UK", "confirmed", date(2026, 2, 1), date(2026, 8, 1),
                phone="999", is_emergency=True, needs=("danger-now",),
            ),
            ContactDraft(
                "con-support", "Listening line", "Support for staff", "UK", "confirmed",
                date(2026, 2, 1), date(2026, 8, 1), phone="01632 960199", needs=("staff-support",),
            ),
        ),
        editions=("guide",),
    )
    return replace(draft, **changes)


def make_small_course(**changes) -> CourseVersion:
    """Write and publish the small course."""
    version = save_draft(draft=small_draft(**changes))
    publish(version=version, at=NOON, actor_id=None, reason="")
    return version
