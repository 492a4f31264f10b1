"""Words of the glossary: which uses become links, and which stay as they are."""

import pytest

from courses.catalogue.models import Block, GlossaryTerm
from courses.web.words import Glossary, Word, by_alphabet, forms_of

TERMS = (
    ("child", "Child"),
    ("child-sexual-exploitation", "Child sexual exploitation (CSE)"),
    ("mash", "MASH"),
    ("allegation", "Allegation (about an adult)"),
    ("ai-image", "Made-up image"),
)


@pytest.fixture
def glossary():
    """Return a glossary of five words."""
    return Glossary(
        GlossaryTerm(identifier=identifier, term=term, html=f"<p>What {term} means.</p>")
        for identifier, term in TERMS
    )


def block(kind="text", **data):
    """Return a block."""
    return Block(identifier="here", kind=kind, data=data)


def linked(glossary, html, **more):
    """Return the links made in ``html``, each as (word, text)."""
    made, words = glossary.linked(block(**more), html, set())
    links = [part.partition("</a>")[0] for part in made.split('<a class="word"')[1:]]
    found = [
        (link.partition("#word_")[2].partition('"')[0], link.partition(">")[2]) for link in links
    ]
    assert [word.identifier for word in words] == [identifier for identifier, _text in found]
    return found


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("Grooming", ["Grooming", "grooming"]),
        ("MASH", ["MASH"]),
        ("Child sexual abuse (CSA)", ["Child sexual abuse", "child sexual abuse", "CSA"]),
        ("Allegation (about an adult)", ["Allegation", "allegation"]),
    ],
)
def test_a_text_may_write_a_term_in_these_ways(term, forms):
    assert forms_of(term) == forms


def test_a_link_says_that_it_leads_to_the_glossary_and_changes_no_word(glossary):
    html, words = glossary.linked(block(), "<p>Ring the MASH.</p>", set())

    assert html == (
        '<p>Ring the <a class="word" role="doc-glossref" href="#word_mash">MASH</a>.</p>'
    )
    assert words == (Word("mash", "MASH", "<p>What MASH means.</p>", "here"),)


def test_only_the_first_use_is_linked(glossary):
    assert linked(glossary, "<p>The MASH. A MASH.</p>") == [("mash", "MASH")]


def test_what_an_earlier_block_used_is_linked_no_more(glossary):
    used: set[str] = set()
    glossary.linked(block(), "<p>The MASH.</p>", used)

    html, words = glossary.linked(block(), "<p>The MASH and a child.</p>", used)

    assert (html.count("<a "), [word.identifier for word in words]) == (1, ["child"])


@pytest.mark.parametrize("some", [{"kind": "reveal"}, {"nations": ["S"]}, {"sectors": ["college"]}])
def test_what_not_everybody_sees_is_linked_and_leaves_the_first_use_to_the_rest(glossary, some):
    used: set[str] = set()

    html, words = glossary.linked(block(**some), "<p>The MASH, the MASH.</p>", used)

    assert (html.count("<a "), len(words), used) == (1, 1, set())


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (
            "<p>Child sexual exploitation.</p>",
            [("child-sexual-exploitation", "Child sexual exploitation")],
        ),
        ("<p>It is CSE.</p>", [("child-sexual-exploitation", "CSE")]),
        ("<p><strong>Two allegations</strong></p>", [("allegation", "allegations")]),
        ("<ul><li>A child's phone.</li></ul>", [("child", "child")]),
        ('<p>"A child," she says. A child.</p>', [("child", "child")]),
        ("<p>He says “A child”, and a child it is.</p>", [("child", "child")]),
        ('<p>"A child lives</p><p>with a child.</p>', [("child", "child")]),
        ('<p><a href="#x" title="a > child">A child</a> and a child</p>', [("child", "child")]),
        (
            "<h3>A child</h3><blockquote><p>A child</p></blockquote><p>A child</p>",
            [("child", "child")],
        ),
    ],
)
def test_the_longest_term_outside_quotations_links_and_headings_is_linked(glossary, html, found):
    assert linked(glossary, html) == found


@pytest.mark.parametrize(
    "html",
    [
        "<p>Children, a grandchild, child-like, Mash, CHILD, a made-up-imagery.</p>",
        '<p>"The child," said Mo. “Any child.”</p>',
        "<h3>A child</h3>",
        "<p><code>child</code></p>",
        "<table><thead><tr><th>Child</th></tr></thead></table>",
        '<p><a href="https://example.org/child">the child</a></p>',
        "<blockquote><p>I am a child.</p></blockquote>",
    ],
)
def test_other_words_quotations_links_and_headings_stay_as_they_are(glossary, html):
    assert glossary.linked(block(), html, set()) == (html, ())


@pytest.mark.parametrize("kind", ["check", "local", "sources", "diagram"])
def test_blocks_without_running_text_stay_as_they_are(glossary, kind):
    assert linked(glossary, "<p>A child.</p>", kind=kind) == []


@pytest.mark.parametrize("kind", ["did-you-know", "vignette", "reveal", "do-dont", "monday"])
def test_every_block_of_running_text_is_explained(glossary, kind):
    assert linked(glossary, "<p>A child.</p>", kind=kind) == [("child", "child")]


def test_a_text_that_no_rule_knows_is_kept_whole(glossary):
    html = '<p>1 < 2 & 3 > 2 <"</p>'

    assert glossary.linked(block(), html, set()) == (html, ())


def test_without_words_nothing_is_linked():
    assert Glossary([]).linked(block(), "<p>A child.</p>", set()) == ("<p>A child.</p>", ())


def test_the_words_of_a_page_stand_by_alphabet_each_where_it_is_used_first():
    words = [Word("b", "bee", "", "one"), Word("a", "Ant", "", "two"), Word("b", "bee", "", "two")]

    assert by_alphabet(words) == (words[1], words[0])
