"""What a reader of one edition finds otherwise in a later one."""

from dataclasses import replace

from courses.catalogue.drafts import Text
from courses.catalogue.rereading import passages_changed
from tests.documents import document_draft

WAS = document_draft()


def with_blocks(change):
    """Return the document with the blocks of its lesson as ``change`` leaves them."""
    (lesson,) = WAS.lessons
    return replace(WAS, lessons=(replace(lesson, blocks=tuple(change(lesson.blocks))),))


def told(now):
    """Return what differs: the kind of change, and its words by kind."""
    return [
        (one.what, [(piece.kind, piece.text) for piece in one.pieces])
        for one in passages_changed(WAS, now)
    ]


def test_the_same_text_tells_nothing_new():
    moved = replace(WAS, lessons=(replace(WAS.lessons[0], minutes=9),), version="1.0.1")

    assert passages_changed(WAS, moved) == ()


def test_what_was_changed_added_and_removed_stands_in_the_order_of_the_text():
    def change(blocks):
        first, *rest, _last = blocks
        text = Text("A fresh passage.")
        fresh = replace(first, identifier="fresh", title="", text=text, facts=(), checklist=())
        yield replace(first, text=Text(first.text.source + " Tell them today."))
        yield fresh
        yield from rest

    found = passages_changed(WAS, with_blocks(change))

    assert [one.what for one in found][:2] == ["changed", "new"]
    assert found[1].title == WAS.lessons[0].title
    assert [(piece.kind, piece.text) for piece in found[1].pieces] == [("new", "A fresh passage.")]
    assert "Tell them today." in "".join(p.text for p in found[0].pieces if p.kind == "new")


def test_a_passage_that_is_gone_says_so():
    gone = passages_changed(WAS, with_blocks(lambda blocks: blocks[1:]))

    assert [(one.what, one.title) for one in gone] == [
        ("removed", WAS.lessons[0].blocks[0].title or WAS.lessons[0].title)
    ]


def test_answers_and_their_marks_are_left_out():
    (item,) = WAS.items
    options = tuple(replace(one, correct=not one.correct) for one in item.options)
    asked = replace(item, stem=Text("What comes first?"))

    assert passages_changed(WAS, replace(WAS, items=(replace(item, options=options),))) == ()
    assert [kind for kind, _pieces in told(replace(WAS, items=(asked,)))] == ["changed"]
