"""A small published course whose first lesson has a practice referral."""

from dataclasses import replace

from courses.catalogue.drafts import BlockDraft, PracticePart, Text, VersionDraft
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish, save_draft
from tests.people import NOON
from tests.small_course import small_draft, text


def practice_block(**changes) -> BlockDraft:
    """Return a practice referral of two parts, with ``changes`` to it."""
    block = BlockDraft(
        "write-it",
        "practice",
        "Write it down",
        text("Ellis has a second phone."),
        gentler=text("Ellis has changed."),
        intensity=2,
        parts=(
            PracticePart("What you saw", Text("On **Tuesday**.", "<p>On <b>Tuesday</b>.</p>")),
            PracticePart("His own words", text("He said: I owe him.")),
        ),
        checklist=("Is there a day?", "Are his words as he said them?", "Is nobody blamed?"),
    )
    return replace(block, **changes)


def practice_draft(**changes) -> VersionDraft:
    """Return the small course with the practice referral, with ``changes`` to that."""
    draft = small_draft()
    first, second = draft.lessons
    blocks = (*first.blocks, practice_block(**changes))
    return replace(draft, lessons=(replace(first, blocks=blocks), second))


def make_practice_course() -> CourseVersion:
    """Write and publish the course with the practice referral."""
    version = save_draft(draft=practice_draft())
    publish(version=version, at=NOON, actor_id=None, reason="")
    return version
