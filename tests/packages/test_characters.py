import pytest

from courses.packages.characters import line_of, refusal_of

ALLOWED = "\t\n aé–“’日😀\u200e\u200f\u00a0\u200d"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (0x00, "U+0000"),
        (0x08, "U+0008"),
        (0x0B, "U+000B"),
        (0x0D, "U+000D"),
        (0x1B, "U+001B"),
        (0x7F, "U+007F"),
        (0x80, "U+0080"),
        (0x9F, "U+009F"),
        (0x202A, "U+202A"),
        (0x202E, "U+202E"),
        (0x2066, "U+2066"),
        (0x2069, "U+2069"),
        (0xD800, "U+D800"),
    ],
)
def test_what_is_invisible_or_turns_the_text_is_refused_by_its_name(code, name):
    text = f"One\ntwo {chr(code)}\nthree{chr(code)}"

    assert refusal_of(text) == f"The character {name} is not allowed"
    assert line_of(text) == 1


def test_what_can_be_seen_may_pass():
    assert refusal_of(ALLOWED) == ""
    assert line_of(ALLOWED) == 0
