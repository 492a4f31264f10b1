"""A small published course with a pre-test: two lessons may be known beforehand, one is new."""

from dataclasses import replace
from datetime import date

from courses.catalogue.drafts import BlockDraft, ItemDraft, LessonDraft, VersionDraft
from courses.catalogue.models import CourseVersion
from courses.catalogue.services import publish, save_draft
from tests.people import NOON
from tests.practising import practice_block
from tests.small_course import item, small_draft, text

FIRST_RIGHT = {"first-check-answer": "tell-lead", "first-again-answer": "tell-lead"}
FIRST_WRONG = FIRST_RIGHT | {"first-again-answer": "wait"}
SECOND_RIGHT = {"second-check-answer": "tell-lead", "second-both-answer": ["tell-lead", "ask"]}


def both() -> ItemDraft:
    """Return a question with two right options, ``tell-lead`` and ``ask``."""
    one = item("check-both", in_check=True, in_quiz=False, anchor="second#ring")
    options = tuple(replace(option, correct=option.identifier != "wait") for option in one.options)
    return replace(one, kind="multiple", choose=2, options=options)


def pretest_draft(**changes) -> VersionDraft:
    """Return the small course with a pre-test of two lessons, with ``changes`` to it."""
    draft = small_draft()
    first, second = draft.lessons
    again = BlockDraft("first-again", "check", item="check-again")
    two = BlockDraft("second-both", "check", item="check-both")
    lessons = (
        replace(first, pretest=True, blocks=(*first.blocks, again)),
        LessonDraft(
            "news",
            "What changed this year",
            4,
            "",
            date(2026, 2, 1),
            ("pass-on",),
            (BlockDraft("changes", "text", "What changed", text("The guide has a new edition.")),),
        ),
        replace(second, pretest=True, blocks=(*second.blocks, two, practice_block())),
    )
    items = (*draft.items, item("check-again", in_check=True, in_quiz=False), both())
    return replace(draft, **{"lessons": lessons, "items": items, **changes})


def make_pretest_course(**changes) -> CourseVersion:
    """Write and publish the course with a pre-test."""
    version = save_draft(draft=pretest_draft(**changes))
    publish(version=version, at=NOON, actor_id=None, reason="")
    return version
