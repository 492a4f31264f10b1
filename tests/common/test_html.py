from django.utils.safestring import SafeString

from courses.common.html import inline, plain_text, trusted


def test_trusted_html_is_shown_as_it_is():
    assert isinstance(trusted("<p>x</p>"), SafeString)


def test_a_single_paragraph_goes_without_its_tags():
    assert inline(" <p>A <em>word</em></p>\n") == "A <em>word</em>"


def test_several_paragraphs_keep_theirs():
    assert inline("<p>One</p><p>Two</p>") == "<p>One</p><p>Two</p>"


def test_plain_text_is_the_words_alone_in_one_line():
    assert plain_text("<p>Tell &amp;\n ask</p>") == "Tell & ask"
