from django.utils.safestring import SafeString

from courses.common.html import plain_text, trusted


def test_trusted_html_is_shown_as_it_is():
    assert isinstance(trusted("<p>x</p>"), SafeString)


def test_plain_text_is_the_words_alone_in_one_line():
    assert plain_text("<p>Tell &amp;\n ask</p>") == "Tell & ask"
