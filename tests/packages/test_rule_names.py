"""Every rule is used, and stands on the page for authors."""

import re
from pathlib import Path

from courses.packages.rule_names import OF_KEYS, RULES

CODE = [*Path("courses/packages").glob("*.py"), *Path("courses/packages/rules").glob("*.py")]
PAGE = Path("docs/course-package.md").read_text(encoding="utf-8")


def test_the_page_for_authors_lists_every_rule():
    listed = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)

    assert sorted(listed) == sorted(RULES)


def test_every_rule_is_used():
    code = " ".join(path.read_text(encoding="utf-8") for path in CODE if path.stem != "rule_names")
    used = {rule for rule in RULES if f'"{rule}"' in code} | {*OF_KEYS.values(), "form"}

    assert sorted(used) == sorted(RULES)


def test_every_rule_says_what_to_do():
    assert [rule for rule, advice in RULES.items() if not advice.endswith(".")] == []
