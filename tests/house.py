"""What the tests of the house rules look at, and the exceptions, each with its reason."""

import ast
import functools
import re
import subprocess
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = settings.BASE_DIR
COURSES = sorted(
    path for path in (ROOT / "courses").rglob("*.py") if "migrations" not in path.parts
)
PYTHON = sorted([*COURSES, *(ROOT / "elearning").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DRAWN_BY_US = ("templates/govuk/", "templates/django/forms/", "templates/allauth/elements/")
MODELS = list(apps.get_app_config("courses").get_models())

# Modules without a test file of their own name, each with where its behaviour is tested.
TESTED_ELSEWHERE = {
    "apps": "tests/conftest.py: triggers stand after every migrate; test_triggers lists them",
    "models": "an index of imports",
    "templatetags/courses": "drawn by the pages of tests/web",
    "catalogue/content": "tables; written through test_services",
    "catalogue/local": "tables; written through test_services",
    "catalogue/media": "data alone; written through packages/test_media and the use case",
    "catalogue/models": "an index of imports",
    "catalogue/reference": "tables; written through test_services",
    "catalogue/rows": "rows written through test_services",
    "catalogue/saving": "called through test_services",
    "catalogue/saving_content": "called through test_services",
    "catalogue/saving_reference": "called through test_services",
    "catalogue/saving_scenarios": "called through test_services",
    "catalogue/scenarios": "tables; written through test_services",
    "catalogue/structure": "tables; written through test_services",
    "catalogue/item_types/__init__": "a registry; each kind has its file",
    "common/vocabulary": "a table of words; compared with docs/operating.md below",
    "compliance/anniversaries": "compared with the pure rule in test_conditions",
    "compliance/columns": "read and written by test_anew, test_audience and test_ask_anew",
    "compliance/facts": "read by test_queries and test_reasons",
    "compliance/kept_tables": "tables; written through tests/usecases/test_refresh_standings.py",
    "management/archive": "written by test_backup, read by test_restore",
    "management/snapshot": "taken by test_backup, put back by test_restore",
    "packages/parts": "plain data, built by test_opening",
    "packages/schema/base": "the base of the schemas, through test_lesson and its siblings",
    "reporting/tallies": "held equal to everybody's facts by test_counting",
    "web/learner/offers": "asked by tests/web/learner/views/test_home.py",
    "web/api/urls": "walked by test_policies",
    "assessment/nudge_queries": "asked by tests/usecases/test_offer_nudges.py",
    "reporting/list_files": "asked and written through tests/usecases/test_make_list_file.py",
    "reporting/item_reports": "asked and written through tests/usecases/test_report_item.py",
    "assessment/corrected_queries": "asked by tests/usecases/test_give_pass.py",
    "learning/crossing_services": "called by tests/usecases/test_move_part_way.py",
    "usecases/load_demo_exits": "rows alone; called through test_load_demo",
    "usecases/own_data_table": "plain data, walked by tests/usecases/test_own_data_tables.py",
    "learning/acceptance": "asked and written through tests/usecases/test_trust_issuer.py",
    "web/lead/acceptance_forms": "filled in by tests/web/lead/views/test_acceptance.py",
    "learning/evidence_rows": "asked and written through tests/usecases/test_expire_evidence.py",
    "web/evidence": "given by tests/web/learner/views/test_evidence.py",
    "learning/brought": "asked by tests/usecases/test_decline_record.py and test_offer_record.py",
    "web/learner/brought_rows": "shown by tests/web/learner/views/test_offering.py",
    "web/record_forms": "filled in by tests/web/public/views/test_verify_record.py",
    "web/training_forms": "filled in by tests/web/learner/views/test_offering.py",
    "learning/corridor": "tables; written through test_corridor_services",
    "web/lead/corridor_forms": "filled in by tests/web/lead/views/test_corridor.py",
    "web/lead/gathering_forms": "filled in by tests/web/lead/views/test_gatherings.py",
    "web/lead/gathering_rows": "shown by tests/web/lead/views/test_gatherings.py",
    "web/lead/gathering_urls": "walked by test_policies",
    "web/lead/setup_urls": "walked by test_policies",
    "web/second_step": "tests/security/test_mfa_walk.py: every address, with and without",
    "packages/queries": "each asked by the pages of tests/web/author",
    "web/author/views/reports": "shown by tests/web/lead/views/test_recap.py",
    "web/author/urls": "walked by test_policies",
    "web/author/version_page": "asked by tests/web/author/views/test_versions.py",
    "accounts/staff_bulk": "written through tests/usecases/test_apply_staff_file.py",
    "accounts/staff_many": "written through tests/usecases/test_move_chosen.py",
    "compliance/excusing": "written through tests/usecases/test_exempt_chosen.py",
    "accounts/retention": "written through tests/usecases/test_change_retention.py",
    "web/lead/retention_forms": "filled in by tests/web/lead/views/test_retention_periods.py",
    "compliance/assigning": "written through tests/usecases/test_assign_chosen.py",
    "compliance/assignments": "tables; written through tests/usecases/test_assign_chosen.py",
    "compliance/own_day": "held equal to the pure rule by tests/compliance/test_conditions.py",
    "compliance/extending": "written through tests/usecases/test_extend_chosen.py",
    "compliance/extensions": "tables; written through tests/usecases/test_extend_chosen.py",
    "web/lead/timeline_events": "told by tests/web/lead/test_timeline.py",
    "learning/changes": "tables; written through tests/web/learner/views/test_change.py",
    "learning/change_queries": "asked by tests/web/learner/views/test_change.py",
    "learning/change_services": "written through tests/web/learner/views/test_change.py",
    "usecases/confirm_change": "called by tests/web/learner/views/test_change.py",
    "web/learner/changed": "shown by tests/web/learner/views/test_change.py",
    "learning/many": "written through tests/usecases/test_enrol_chosen.py",
    "notifications/many": "written through tests/usecases/test_remind_chosen.py",
    "reporting/bulk_queries": "asked by tests/web/lead/views/test_chosen.py",
    "reporting/lists": "tables; written through tests/usecases/test_save_view.py",
    "reporting/lists_queries": "asked by tests/web/lead/views/test_lists.py",
    "reporting/lists_services": "written through tests/usecases/test_schedule_list.py",
    "web/lead/list_forms": "filled in by tests/web/lead/views/test_lists.py",
    "reporting/bulk_services": "written through tests/usecases/test_act_on_chosen.py",
    "accounts/staff_roster": "plain data, compared in test_staff_plan",
    "compliance/revising": "compared in tests/usecases/test_revise_requirement.py",
    "web/lead/rule_revision_forms": "filled in by tests/web/lead/views/test_rule_revision.py",
    "web/lead/starter_forms": "filled in by tests/web/lead/views/test_starters.py",
    "web/lead/starter_rows": "shown by tests/web/lead/views/test_starters.py",
    "web/lead/staff_file_forms": "filled in by tests/web/lead/views/test_staff_file.py",
    "web/lead/staff_file_rows": "shown by tests/web/lead/views/test_staff_file.py",
    "web/lead/update_forms": "filled in by tests/web/lead/views/test_updates.py",
    "web/lead/update_urls": "walked by test_policies",
    "web/lead/urls": "walked by test_policies",
    "web/lead/joining_urls": "walked by test_policies",
    "web/lead/joining_forms": "filled in by tests/web/lead/views/test_joining.py and its sibling",
    "accounts/asking": "written through tests/usecases/test_open_joining.py and its siblings",
    "accounts/asking_queries": "asked by tests/web/lead/views/test_join_requests.py",
    "web/learner/urls": "walked by test_policies",
    "web/public/urls": "walked by test_policies",
}
# Test files that cross modules, each with its reason.
CROSSING = {
    "tests/web/test_pack.py": "templates/govuk, a pack and no module",
    "tests/web/test_budgets.py": "pages of every audience, walked by their links",
    "tests/web/test_shell.py": "templates/courses/base.html and the stylesheet, no modules",
    "tests/web/lead/views/test_chosen_moved.py": "views.chosen and compliance.moving",
    "tests/web/lead/views/test_given_race.py": "views.chosen and views.given, in eight tabs",
    "tests/web/lead/views/test_dashboard_links.py": "views.dashboard against the lists it opens",
    "tests/web/lead/views/test_exports_pdf.py": "views.exports, too long for one file",
    "tests/web/learner/views/test_documents.py": "lesson, overview and record of a document",
    "tests/usecases/test_apply_staff_file_race.py": "apply_staff_file, in several tabs at once",
    "tests/usecases/test_apply_staff_file_meanwhile.py": "apply_staff_file, after others wrote",
    "tests/usecases/test_ask_anew_race.py": "ask_anew, while a lead changes the rule",
    "tests/web/author/test_anew_of_many.py": "anew_words and views.publication, of too many people",
    "tests/usecases/test_hold_person_race.py": "hold_person, while a removal runs",
    "tests/usecases/test_given_at_once.py": "assign, extend and exempt_chosen, by many at once",
    "tests/usecases/test_save_place_race.py": "save_place and remove_place, while somebody moves",
    "tests/usecases/test_staff_file_at_once.py": "staff files and details, while others act",
    "tests/usecases/test_offer_nudges.py": "offer_refreshers, after corridor checks",
    "tests/usecases/test_answer_pretest_race.py": "answer_pretest, eight at once",
    "tests/usecases/test_send_reminders_many.py": "send_reminders, too long for one file",
    "tests/usecases/test_import_package_media.py": "from a package with pictures to the page",
    "tests/usecases/test_finish_attempt_race.py": "finish_attempt, eight at once",
    "tests/usecases/test_finish_attempt_killed.py": "finish_attempt in a process that is killed",
}
ROOMS_OF_TESTS = ("journeys", "security", "hostile", "elearning", "fixtures")


def name_of(path: Path) -> str:
    """Return ``path`` from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    """Return "file:line" of each line of ``paths`` in which ``pattern`` is found."""
    return [
        f"{name_of(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(pattern, line)
    ]


@functools.cache
def calls_in(path: Path) -> list[tuple[str, int]]:
    """Return every name called or imported in ``path``, with its line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            found.append((ast.unparse(node.func), node.lineno))
        elif isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def section(text: str, heading: str) -> list[str]:
    """Return the first cells of the table below ``heading``."""
    part = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [cell.strip() for cell in re.findall(r"^\|([^|]+)\|", part, re.MULTILINE)][2:]


def documented(tree: ast.Module) -> list[ast.Module | ast.ClassDef | ast.FunctionDef]:
    """Return the module, its classes and its public functions and methods; no closures."""
    bodies = [*tree.body, *(node for inner in classes(tree) for node in inner.body)]
    functions = [node for node in bodies if isinstance(node, ast.FunctionDef)]
    public = [node for node in functions if not node.name.startswith("_")]
    return [tree, *classes(tree), *public]


def classes(tree: ast.Module) -> list[ast.ClassDef]:
    """Return the classes of ``tree`` but for Django's ``Meta``."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return [node for node in nodes if node.name != "Meta"]


def module_of(test: Path) -> Path:
    """Return the module that a test file is about."""
    inside = test.relative_to(ROOT / "tests")
    room = ROOT / "courses" / inside.parent
    if inside.parent.as_posix() == "management":
        room = room / "commands"
    return room / test.name.removeprefix("test_")


def inside_courses(path: Path) -> str:
    """Return ``path`` from ``courses/`` on, without its ending."""
    return path.relative_to(ROOT / "courses").with_suffix("").as_posix()


def lacks_tests(name: str) -> bool:
    """Test whether the module holds logic and neither a test file nor a reason not to have one."""
    module = ROOT / "courses" / f"{name}.py"
    tree = ast.parse(module.read_text(encoding="utf-8"))
    has_logic = any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body)
    folder = module.relative_to(ROOT / "courses").parent
    if folder.as_posix() == "management/commands":
        folder = Path("management")
    test = ROOT / "tests" / folder / f"test_{module.name}"
    return has_logic and name not in TESTED_ELSEWHERE and not test.exists()


def is_text(path: Path) -> bool:
    """Test whether ``path`` is a file of text, which may be searched line by line."""
    try:
        path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        return False
    return True


def repository() -> list[Path]:
    """Return every file of text that git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and is_text(ROOT / name)]
