import io
import json
import signal

from courses.packages.rendering_child import answer, serve


def test_an_answer_holds_the_html_and_what_was_taken():
    assert answer({"source": "[x](javascript:y)", "shape": "inline"}) == {
        "html": '<a rel="noopener noreferrer">x</a>',
        "removed": ['<a href="javascript:y">'],
    }


def test_a_refusal_gives_its_reason():
    assert answer({"source": "- a\n- b", "shape": "inline"}) == {
        "refused": "This text must be one paragraph, without lists, headings or tables"
    }


def test_every_line_is_answered_and_the_clock_stops_after_it():
    asked = "".join(json.dumps({"source": word, "shape": "inline"}) + "\n" for word in ("a", "b"))
    out = io.StringIO()

    serve(io.StringIO(asked), out)

    assert [json.loads(line)["html"] for line in out.getvalue().splitlines()] == ["a", "b"]
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
