"""Rules of the house that no linter knows."""

import ast
import re

import pytest
from django.db.migrations.loader import MigrationLoader
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from courses.common.vocabulary import VERBS
from tests.addresses import page
from tests.house import (
    COURSES,
    CROSSING,
    DRAWN_BY_US,
    MODELS,
    PYTHON,
    ROOMS_OF_TESTS,
    ROOT,
    TEMPLATES,
    TESTED_ELSEWHERE,
    calls_in,
    documented,
    inside_courses,
    lacks_tests,
    lines_with,
    module_of,
    name_of,
    repository,
    section,
)


def test_no_python_file_is_longer_than_300_lines():
    long = {
        name_of(path): count
        for path in PYTHON
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }

    assert long == {}


def test_migrations_are_one_straight_line(db, settings):
    settings.MIGRATION_MODULES = {}  # the tests themselves make their tables without
    graph = MigrationLoader(None).graph
    ours = sorted(key for key in graph.nodes if key[0] == "courses")
    before = [
        [parent.key for parent in graph.node_map[key].parents if parent.key[0] == "courses"]
        for key in ours
    ]

    assert before == [[], *([key] for key in ours[:-1])]
    assert [name[:4] for _app, name in ours] == [f"{n:04}" for n in range(1, len(ours) + 1)]


def test_every_model_says_what_a_row_is():
    silent = [
        model.__name__
        for model in MODELS
        if not re.match(r"(One|How|What|Who|Where|The|Something) ", model.__doc__ or "")
    ]

    assert len(MODELS) > 30
    assert silent == []


def test_every_module_class_and_public_function_has_a_docstring():
    silent = [
        f"{name_of(path)}:{getattr(node, 'lineno', 1)}"
        for path in [*COURSES, *(ROOT / "elearning").rglob("*.py")]
        for node in documented(ast.parse(path.read_text(encoding="utf-8")))
        if not ast.get_docstring(node)
    ]

    assert silent == []


def test_every_setting_is_explained():
    source = (ROOT / "elearning/settings.py").read_text(encoding="utf-8")
    read = re.findall(r'env\.(?!ENVIRON)\w+\(\s*"(\w+)"', source)
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| ([A-Z_]+) \|", text, re.MULTILINE)

    assert len(read) > 15
    assert listed == sorted(set(read))


def test_every_refusal_to_start_is_listed():
    source = (ROOT / "elearning/settings.py").read_text(encoding="utf-8")
    tree = next(
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == "unsafe_settings"
    )
    reasons = [
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    listed = re.findall(r"^- (.*)$", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)

    assert len(reasons) > 5
    assert sorted(listed) == sorted(reasons)


def test_every_command_is_explained():
    commands = [path.stem for path in (ROOT / "courses/management/commands").glob("[a-z]*.py")]
    text = (ROOT / "docs/operating.md").read_text(encoding="utf-8")

    assert sorted(cell.split()[0] for cell in section(text, "Commands")) == sorted(commands)


def test_every_audit_verb_is_explained_in_the_same_words():
    text = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    part = text.split("\n## The audit trail\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([a-z-]+) \| (.+) \|$", part, re.MULTILINE)

    assert dict(rows) == VERBS


def test_the_list_of_addresses_is_the_urlconf():
    assert (ROOT / "docs/addresses.md").read_text(encoding="utf-8") == page()


def test_pages_ask_queries_and_never_a_table():
    web = [path for path in COURSES if path.is_relative_to(ROOT / "courses/web")]

    assert len(web) > 20
    assert lines_with(r"\.objects\b|\b_default_manager\b", web) == []


def test_what_is_locked_can_still_be_referred_to():
    """PostgreSQL checks references at the commit, when the trail is locked: that must not wait."""
    assert lines_with(r"select_for_update\((?!.*no_key=True)", COURSES) == []


def test_html_is_marked_safe_in_one_place():
    marked = {line.split(":")[0] for line in lines_with(r"\b(mark_safe|SafeString\()", COURSES)}

    assert marked == {"courses/common/html.py"}


@pytest.mark.parametrize(
    "banned",
    ["extractall", "pickle", "eval", "exec", "csv.writer", "yaml.load", "marshal", "shelve"],
)
def test_dangerous_calls_are_nowhere(banned):
    found = [
        f"{name_of(path)}:{line}"
        for path in COURSES
        for called, line in calls_in(path)
        if called == banned or called.endswith(f".{banned}") or called.startswith(f"{banned}.")
    ]

    assert found == []


def test_no_form_lists_every_field():
    assert lines_with(r"""fields\s*=\s*["']__all__["']""", COURSES) == []


def test_every_test_file_has_its_module():
    strays = [
        name_of(path)
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if len(path.relative_to(ROOT / "tests").parts) > 1
        and not set(path.relative_to(ROOT / "tests").parts) & set(ROOMS_OF_TESTS)
        and name_of(path) not in CROSSING
        and not module_of(path).exists()
    ]

    assert strays == []


def test_every_module_with_logic_has_its_test_file():
    missing = [name for name in map(inside_courses, COURSES) if lacks_tests(name)]

    assert missing == []


def test_every_exception_is_still_needed():
    gone = [name for name in TESTED_ELSEWHERE if not (ROOT / "courses" / f"{name}.py").exists()]

    assert gone == []
    assert [name for name in CROSSING if not (ROOT / name).exists()] == []


def test_controls_are_drawn_by_the_form_pack_alone():
    by_hand = [path for path in TEMPLATES if not name_of(path).startswith(DRAWN_BY_US)]

    assert len(by_hand) > 50
    assert lines_with(r"<(input|select|textarea)\b", by_hand) == []


def test_templates_hold_no_inline_style_or_script():
    inline = r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)"

    # A mail program fetches nothing: the style of a mail stands in the mail.
    pages = [path for path in TEMPLATES if path.name != "letter.html"]
    assert lines_with(inline, pages) == []


def test_templates_never_mark_text_safe():
    assert lines_with(r"\|\s*safe(seq)?\b|autoescape\s+off", TEMPLATES) == []


def test_the_lock_pins_a_version_inside_every_bound():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.MULTILINE))
    wanted = [
        Requirement(line.split("#")[0])
        for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if line.split("#")[0].strip()
    ]
    versions = {canonicalize_name(name): version for name, version in pinned.items()}

    assert len(wanted) > 10
    assert [
        str(one) for one in wanted if versions.get(canonicalize_name(one.name)) not in one.specifier
    ] == []
    assert lock.count("==") <= lock.count("--hash=sha256:")


def test_every_requirement_gives_its_reason():
    files = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]

    assert lines_with(r"^[A-Za-z][^#]*$", files) == []


def test_constraint_names_are_sentences_unique_in_the_schema():
    names = [one.name for model in MODELS for one in model._meta.constraints]

    assert len(names) > 40
    assert sorted(set(names)) == sorted(names)
    assert [name for name in names if "_" not in name or len(name) > 60] == []


def test_index_names_are_unique_and_fit_every_database():
    names = [one.name for model in MODELS for one in model._meta.indexes]

    assert sorted(set(names)) == sorted(names)
    assert [name for name in names if len(name) > 30] == []


def test_no_line_names_a_machine_or_a_registry():
    texts = repository()
    machine = r"(^|[\s\"'=(:`])/(home|root|work|Users)/"
    host = r"registry\.npmjs|pypi\.(org|python)|pythonhosted|artifactory|index-url"
    here = [path for path in texts if path != ROOT / "tests/test_house.py"]

    assert len(texts) > 200
    assert lines_with(f"{machine}|{host}", here) == []
