import pytest

from tests.packages.build import files, folder

ALIASES = "base: &a x\n" + "".join(f"k{n}: *a\n" for n in range(21))
LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id: !!python/object/apply:os.system [x]", "1: file: The tag tag:yaml.org,2002:python/"),
        ("id: !!str x", "1: file: The tag tag:yaml.org,2002:str is not allowed"),
        ("id: !mine x", "1: file: The tag !mine is not allowed"),
        ("a: 1\nb: !!binary eA==", "2: file: The tag tag:yaml.org,2002:binary is not allowed"),
        (LAUGHS, "2: file: The alias *a repeats a list or mapping, not a plain value"),
        ("a: &a\n  b: *a", "2: file: The alias *a repeats a list or mapping"),
        (ALIASES, "22: file: The file uses more than 20 aliases"),
        ("a: &a {b: 1}\nc:\n  <<: *a", "3: file: Merge keys (<<) are not allowed"),
        ("[" * 5_000, "1: file: Lists and mappings are nested more than 20 deep"),
        ("a: " + "{a: " * 30, "1: file: Lists and mappings are nested more than 20 deep"),
        ("- x\n" * 50_001, "50000: file: The file holds more than 50,000 values"),
        ("a: 1\n---\nb: 2", "2: file: The file holds more than one YAML document"),
        ("%YAML 1.1\n---\na: yes", "2: file: YAML directives"),
        ("a: 1\nb: 2\na: 3", "3: file: The key a is written twice"),
        ("a: [1, 2", "1: file: This is not valid YAML:"),
        ("a: 1\nb: \x07", "2: file: The character U+0007 is not allowed"),
        ("a: 1\nb: \ufffe", "This is not valid YAML: unreadable characters"),
        ('a: 1\nb: "x\\0y"', "2: file: The character U+0000 is not allowed"),
        ('a: 1\nb: "x\\u202ey"', "2: file: The character U+202E is not allowed"),
        ('a: 1\n"x\\u2066": b', "2: file: The character U+2066 is not allowed"),
        ('a: 1\nb: "\\ud800"', "2: file: The character U+D800 is not allowed"),
        ('a: 1\nb: "x\\ry"', "2: file: The character U+000D is not allowed"),
        ("a: 1\n# \u202e", "2: file: The character U+202E is not allowed"),
        ("a: 1\nb: |\n  x\n  y\u0085", "4: file: The character U+0085 is not allowed"),
        ("a: *nowhere", "1: file: This is not valid YAML: found undefined alias"),
        ("? [a, b]\n: c", "schema_version: This key is missing"),
        ("a: 2026-13-45", "1: file: A value cannot be read"),
        ("a: " + "9" * 5_000, "1: file: A value cannot be read"),
        ("a: -_", "1: file: A value cannot be read"),
        ("just text", "1: file: This must be a mapping of keys to values"),
        ("- a\n- b", "1: file: This must be a mapping of keys to values"),
        ("", "1: file: This must be a mapping of keys to values"),
        ("schema_version: 2", "1: file: The package was made by a newer release"),
    ],
    # Some are far too long to name their test.
    ids=lambda text: text[:40],
)
def test_yaml_we_do_not_take(refusal, tmp_path, text, problem):
    path = folder(tmp_path / "p", {**files(), "course.yaml": text})

    assert any(problem in line for line in refusal(path))


@pytest.mark.parametrize(
    ("part", "old", "new", "problem"),
    [
        ("course", "version: 1.0.0", "version: 1.10", "course.yaml:3: version: This must be text"),
        ("course", "id: small-course", "id: 012", "course.yaml:2: id: This must be text"),
        ("course", "review_by: 2027-09-01", "review_by: soon", "course.yaml:9: review_by: This"),
        ("course", "id: small-course", "id: Small Course", "course.yaml:2: id: This must be lower"),
        ("course", "id: small-course", "id: auth.user", "course.yaml:2: id: This must be lower"),
        ("course", "lessons: [first-steps]", "lessons: first", "course.yaml:12: lessons: This"),
        ("course", "at_least: 1,", "at_least: 5,", "course.yaml:20: quiz.mastery: The standard"),
        ("course", "nation: E", "pk: 1\nnation: E", "course.yaml:7: pk: The key pk is not known"),
        ("facts", "needs_review: false", "needs_review: no", "0.needs_review: This must be true"),
        ("sources", "https://www.gov.uk/guide", "javascript:x", "0.url: This must be an address"),
        ("contacts", 'phone: "999"', "phone: 999", "0.phone: This must be text"),
    ],
)
def test_values_of_the_wrong_kind(refusal, tmp_path, part, old, new, problem):
    path = folder(tmp_path / "p", **{part: (old, new)})

    assert any(problem in line for line in refusal(path))
