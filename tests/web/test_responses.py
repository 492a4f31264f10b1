"""Answers that Django has no short name for."""

from courses.web.responses import SeeOther


def test_see_other_sends_the_browser_on_to_read():
    answer = SeeOther("/learn/?a=1")

    assert (answer.status_code, answer["Location"], answer.content) == (303, "/learn/?a=1", b"")
