import pytest

from courses.common.markdown import MarkdownRefused, check_caps, faults, render


def test_a_block_takes_paragraphs_lists_tables_and_headings():
    assert render("Tell **now**.\n\n- one\n- two", shape="block") == (
        "<p>Tell <strong>now</strong>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
    )
    assert "<table>" in render("| a | b |\n|---|---|\n| 1 | 2 |", shape="block")
    assert render("### More", shape="block") == "<h3>More</h3>"


def test_inline_text_has_no_paragraph_around_it():
    assert render("Tell *now*.", shape="inline") == "Tell <em>now</em>."
    assert render("", shape="inline") == ""


def test_inline_text_is_one_paragraph():
    for text in ("- one\n- two", "One.\n\nTwo.", "### More"):
        with pytest.raises(MarkdownRefused, match="must be one paragraph"):
            render(text, shape="inline")


def test_do_and_do_not_become_two_lists():
    assert render("Do: look\n\nDon't: ask\nDon’t: *promise*", shape="do-dont") == (
        '<h3>Do</h3>\n<ul class="do">\n<li>look</li>\n</ul>\n'
        '<h3>Don\'t</h3>\n<ul class="dont">\n<li>ask</li>\n<li><em>promise</em></li>\n</ul>'
    )


def test_every_line_of_do_and_do_not_begins_with_one_of_them():
    with pytest.raises(MarkdownRefused, match="Each line begins with Do: or Don't:"):
        render("Do: look\nlisten", shape="do-dont")


def test_raw_html_comes_out_as_text():
    assert render("<b>x</b>", shape="inline") == "&lt;b&gt;x&lt;/b&gt;"
    assert render("<script>x</script>", shape="block") == "<p>&lt;script&gt;x&lt;/script&gt;</p>"


def test_an_abbreviation_of_one_text_does_not_reach_the_next():
    first = render("CSE\n\n*[CSE]: Child sexual exploitation", shape="block")

    assert first == '<p><abbr title="Child sexual exploitation">CSE</abbr></p>'
    assert render("CSE", shape="block") == "<p>CSE</p>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * (100 * 1024 + 1), "longer than 100 KB"),
        (">" * 21 + " x", "nested more than 20 deep"),
        ("    " * 21 + "- x", "nested more than 20 deep"),
        ("[" * 201, "more than 200 brackets left open"),
    ],
)
def test_caps(text, said):
    with pytest.raises(MarkdownRefused, match=said):
        check_caps(text)


def test_texts_at_the_caps_pass():
    for text in ("x" * 100 * 1024, ">" * 20 + " x", "[" * 200, "[a](#b) " * 1_000):
        check_caps(text)


def test_faults_name_their_line():
    assert faults("One\n# Two\nThree\n---\n<b>four</b> and 1 < 2") == [
        (1, "A heading inside a block starts with ###"),
        (3, "A heading inside a block starts with ###"),
        (4, "HTML is not allowed in text: <b>"),
        (4, "HTML is not allowed in text: </b>"),
    ]


def test_code_links_tables_and_rules_are_no_faults():
    for text in (
        "`<b>`",
        "<https://example.org>",
        "| a |\n|---|\n| 1 |",
        "One\n\n---",
        "### Three",
    ):
        assert faults(text) == []


def test_a_diagram_is_an_ordered_list_of_labels_and_words():
    assert render("You: tell *today*.\n\nYour lead: acts.", shape="diagram") == (
        "<ol>\n<li><strong>You</strong> tell <em>today</em>.</li>\n"
        "<li><strong>Your lead</strong> acts.</li>\n</ol>"
    )
