from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from courses.catalogue.comparing import PARTS, WITHIN, Change, Detail, as_text, compare
from courses.catalogue.drafts import NodeDraft, ScenarioDraft, Text
from courses.packages.opening import opened
from tests.packages.build import folder
from tests.people import TODAY
from tests.small_course import inline, item, small_draft, text


def changed(**changes):
    return compare(small_draft(), small_draft(**changes)).changes


def with_first_item(**changes):
    first, *rest = small_draft().items
    return (replace(first, **changes), *rest)


def test_two_equal_editions_differ_in_nothing():
    found = compare(small_draft(), small_draft(version="2.0.0", renderer="other"))

    assert found.changes == ()
    assert {noun: n for noun, n in found.untouched.items() if n} == {
        "lesson": 2, "question": 6, "fact": 1, "source": 1, "contact": 2, "outcome": 2,
        "scenario": 1,
    }  # fmt: skip


def test_a_changed_sentence_is_shown_as_it_was_and_as_it_is():
    first, second = small_draft().lessons
    block = replace(first.blocks[0], text=text("Every sign counts."))

    assert changed(lessons=(replace(first, blocks=(block, *first.blocks[1:])), second)) == (
        Change(
            "lesson", "changed", "first", "First lesson",
            (Detail("block notice: text", "Small signs count.", "Every sign counts."),),
        ),
    )  # fmt: skip


def test_a_new_and_a_removed_question_are_told_apart():
    *kept, last = small_draft().items
    found = compare(small_draft(), small_draft(items=(*kept, item("fresh"))))

    assert [(one.noun, one.what, one.identifier) for one in found.changes] == [
        ("question", "new", "fresh"),
        ("question", "removed", last.identifier),
    ]
    assert found.untouched["question"] == 5
    assert [one.name for one in found.of("question", "removed")] == [
        "What do you do first (danger-b)?"
    ]


def test_another_right_answer_is_a_changed_key():
    tell, wait, ask = small_draft().items[0].options
    options = (replace(tell, correct=False), replace(wait, correct=True), ask)
    found = compare(small_draft(), small_draft(items=with_first_item(options=options)))

    assert [one.identifier for one in found.keys] == ["check-one"]
    assert found.keys[0].details == (
        Detail("answer tell-lead: is right", "yes", "no"),
        Detail("answer wait: is right", "no", "yes"),
    )


def test_options_in_another_order_keep_the_key():
    options = small_draft().items[0].options[::-1]
    found = compare(small_draft(), small_draft(items=with_first_item(options=options)))

    assert found.keys == []
    assert [detail.label for detail in found.changes[0].details] == ["order of options"]


def test_another_standard_is_a_change_of_the_quiz():
    quiz = replace(small_draft().assessment, mastery_numerator=2)

    assert changed(assessment=quiz) == (
        Change("quiz", "changed", "quiz", "Quiz", (Detail("answers needed to pass", "1", "2"),)),
    )


@pytest.mark.parametrize(("was", "now", "what"), [(True, False, "removed"), (False, True, "new")])
def test_a_quiz_that_comes_or_goes_is_said(was, now, what):
    quiz = small_draft().assessment
    drafts = [small_draft(assessment=quiz if there else None) for there in (was, now)]

    assert [(one.noun, one.what) for one in compare(*drafts).changes] == [("quiz", what)]


def test_a_node_of_a_story_is_compared():
    story = ScenarioDraft("gate", "At the gate", "start", (NodeDraft("start", text("He waits.")),))
    other = replace(story, nodes=(NodeDraft("start", text("She waits.")),))

    found = compare(small_draft(scenarios=(story,)), small_draft(scenarios=(other,)))

    assert found.changes[0].details == (Detail("moment start: text", "He waits.", "She waits."),)


def test_days_and_lists_are_written_as_people_read_them():
    assert as_text(date(2027, 3, 1)) == "1 March 2027"
    assert as_text(("a", "b")) == "a, b"
    assert as_text(None) == ""
    assert as_text(inline("Words")) == "Words"


def variants(part):
    """Yield ``part`` once with each of its texts and settings changed, at any depth."""
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name not in {"identifier", "slug", "version", "renderer"}:
            for other in others_than(value, has_parts=holds_parts(field.name, value)):
                yield replace(part, **{field.name: other})


def holds_parts(name, value):
    return name in WITHIN or (name in PARTS and not isinstance(next(iter(value), None), str))


def others_than(value, *, has_parts):
    if isinstance(value, Text):
        yield Text(f"{value.source}x", value.html)
    elif has_parts:
        for index, inner in enumerate(value):
            for other in variants(inner):
                yield (*value[:index], other, *value[index + 1 :])
        if len(value) > 1:
            yield value[::-1]
    elif is_dataclass(value):
        yield from variants(value)
    else:
        yield another(value)


def another(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return value.replace(year=value.year + 1)
    if isinstance(value, tuple):
        return (*value, "another")
    return f"{value or ''}x"


def test_every_changed_text_or_setting_is_shown_as_a_change(tmp_path):
    draft = opened(folder(tmp_path), today=TODAY).draft
    others = list(variants(draft))

    assert len(others) > 150
    assert [one for one in others if compare(draft, one).changes == ()] == []
