"""The small course with what a library needs: words, offences, cards and a page to print."""

from dataclasses import replace
from datetime import date

from courses.catalogue.drafts import BlockDraft, OffenceDraft, TermDraft, VersionDraft
from tests.small_course import small_draft, text

READ, AGAIN = date(2026, 2, 1), date(2027, 2, 1)


def offence(identifier: str, title: str, nation: str, **more) -> OffenceDraft:
    """Return an offence of an Act that is made up."""
    return OffenceDraft(
        identifier, title, "Made-up Act 2003", "section 9", nation, text(f"About {title}."),
        "secondary", READ, AGAIN, sources=("guide",), **more,
    )  # fmt: skip


def library_draft(**changes) -> VersionDraft:
    """Return the course as data, with ``changes`` to it."""
    draft = small_draft()
    first, second = draft.lessons
    blocks = (
        *first.blocks,
        BlockDraft(
            "same-day-card", "did-you-know", "The same day", text("Most worries wait too long."),
            facts=("same-day",), gentler=text("Pass it on today."), intensity=2,
        ),
        BlockDraft("ten-signs", "text", "Ten signs", text("Signs are changes."), handout=True),
        BlockDraft("in-wales", "text", "In Wales", text("Ask your DSP."), nations=("W",)),
        BlockDraft("in-clubs", "text", "In clubs", text("Ask your welfare officer."),
                   sectors=("club",)),
    )  # fmt: skip
    wanted = {
        "lessons": (replace(first, blocks=blocks), second),
        "glossary": (
            TermDraft("grooming", "Grooming", text("Winning trust to abuse."), "She was groomed.",
                      "She was lured."),
            TermDraft("adultification", "Adultification", text("Seen as older than one is.")),
        ),
        "offences": (
            offence("meeting", "Meeting a child", "EW", maximum="10 years", mode="either way",
                    needs_review=True),
            offence("scots", "Grooming in Scotland", "S", in_force_from=date(2099, 1, 1)),
        ),
    }  # fmt: skip
    return replace(draft, **{**wanted, **changes})
