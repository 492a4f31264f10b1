"""What a reader of one edition finds otherwise in a later one."""

from dataclasses import replace

from courses.catalogue.drafts import Text
from courses.catalogue.rereading import Rereader, passages_changed
from tests.documents import document_draft

WAS = document_draft()
ENGLAND = Rereader("E", "school")
GENTLY = Rereader("E", "school", gently=True)


def with_blocks(change):
    """Return the document with the blocks of its lesson as ``change`` leaves them."""
    (lesson,) = WAS.lessons
    return replace(WAS, lessons=(replace(lesson, blocks=tuple(change(lesson.blocks))),))


def told(now, reader=ENGLAND):
    """Return what differs for ``reader``: the kind of change, and its words by kind."""
    return [
        (one.what, [(piece.kind, piece.text) for piece in one.pieces])
        for one in passages_changed(WAS, now, reader=reader)
    ]


def test_the_same_text_tells_nothing_new():
    moved = replace(WAS, lessons=(replace(WAS.lessons[0], minutes=9),), version="1.0.1")

    assert passages_changed(WAS, moved, reader=ENGLAND) == ()


def test_what_was_changed_added_and_removed_stands_in_the_order_of_the_text():
    def change(blocks):
        first, *rest, _last = blocks
        text = Text("A fresh passage.")
        fresh = replace(first, identifier="fresh", title="", text=text, facts=(), checklist=())
        yield replace(first, text=Text(first.text.source + " Tell them today."))
        yield fresh
        yield from rest

    found = passages_changed(WAS, with_blocks(change), reader=ENGLAND)

    assert [one.what for one in found][:2] == ["changed", "new"]
    assert found[1].title == WAS.lessons[0].title
    assert [(piece.kind, piece.text) for piece in found[1].pieces] == [("new", "A fresh passage.")]
    assert "Tell them today." in "".join(p.text for p in found[0].pieces if p.kind == "new")


def test_a_passage_that_is_gone_says_so():
    gone = passages_changed(WAS, with_blocks(lambda blocks: blocks[1:]), reader=ENGLAND)

    assert [(one.what, one.title) for one in gone] == [
        ("removed", WAS.lessons[0].blocks[0].title or WAS.lessons[0].title)
    ]


def test_answers_and_their_marks_are_left_out():
    (item,) = WAS.items
    options = tuple(replace(one, correct=not one.correct) for one in item.options)
    asked = replace(item, stem=Text("What comes first?"))

    assert told(replace(WAS, items=(replace(item, options=options),))) == []
    assert [kind for kind, _pieces in told(replace(WAS, items=(asked,)))] == ["changed"]


def test_a_passage_for_others_is_told_to_them_alone():
    def change(blocks):
        yield from blocks
        first = replace(blocks[0], identifier="fresh", text=Text("A new duty."), facts=())
        yield replace(first, nations=("W",), sectors=("charity",))

    now = with_blocks(change)

    new = ("new", [("new", "A new duty.")])
    assert told(now, Rereader("W", "charity")) == [new]
    assert [told(now, Rereader(*one)) for one in (("E", "charity"), ("W", "school"))] == [[], []]


def test_whoever_goes_gently_is_told_with_less_detail_and_without_what_it_rests_on():
    def written(full, gentler):
        first, *rest = WAS.lessons[0].blocks
        block = replace(first, text=Text(full), gentler=Text(gentler), facts=("pass-it-on",))
        lesson = replace(WAS.lessons[0], blocks=(block, *rest))
        (fact,) = WAS.facts[:1]
        fact = replace(fact, identifier="pass-it-on", statement=Text(f"Fact: {full}"))
        return replace(WAS, lessons=(lesson,), facts=(fact,))

    def changes(full, gentler, reader):
        found = passages_changed(
            written("It hurt.", "It was hard."), written(full, gentler), reader=reader
        )
        return [[(piece.kind, piece.text) for piece in one.pieces] for one in found]

    assert changes("It hurt badly.", "It was hard.", GENTLY) == []
    assert changes("It hurt badly.", "It was very hard.", GENTLY) == [
        [("same", "It was "), ("new", "very "), ("same", "hard.")]
    ]
    assert "badly" in str(changes("It hurt badly.", "It was hard.", ENGLAND))
    assert "badly" in str(changes("It hurt badly.", "", GENTLY))


def test_what_is_told_is_words_without_the_marks_they_were_typed_with():
    def changed(text):
        def change(blocks):
            yield replace(blocks[0], text=Text(text), facts=())
            yield from blocks[1:]

        return with_blocks(change)

    plain, typed = changed("Tell the lead."), changed("- Tell the [lead](https://lead.example).")

    assert passages_changed(plain, typed, reader=ENGLAND) == ()
