import pytest

FIFTY_ONE = " ".join(["word"] * 51)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('outcomes: ["1a"]', 'outcomes: ["1b"]', "5: outcomes.0: There is no outcome 1b"),
        ("id: anyone", "id: tell-the-lead", "15: tell-the-lead: The id tell-the-lead is already"),
        ("fact: same-day", "intensity: 0", "15: anyone: A block did-you-know needs a fact"),
        ("fact: same-day", "fact: gone", "15: anyone: There is no fact gone"),
        ("You need no permission to pass a worry on.", FIFTY_ONE, "15: anyone: The text has 51"),
        (
            "intensity: 1",
            "intensity: 3",
            "9: tell-the-lead: A block of intensity 3 needs a gentler",
        ),
        ("intensity: 1", "intensity: 4", "10: intensity: This must be at most 3"),
        ("item: worry", "item: gone", "21: check-worry: There is no question gone"),
        ("item: worry", "item: danger", "21: check-worry: The question danger is not meant for"),
        ("    item: worry\n", "", "22: item: This key is missing"),
        ("item: worry\n", "item: worry\nText.\n", "21: check-worry: A block check has options"),
        ("- I find out", "I find out", "32: on-monday: A block monday needs a list"),
        ("lead, con-999", "lead, gone", "37: who-to-tell: There is no contact gone"),
        ("cite: [guide-2026]", "cite: [gone]", "42: sources: There is no source gone"),
        ("## Tell the lead {#", "##  {#", "9: tell-the-lead: A block text needs a title"),
        ("Do: listen.", "Look.", "28: what-to-say: Each line begins with Do: or Don't:"),
        ("/// monday", "/// tuesday", "32: file: There is no kind of block called tuesday"),
        ("id: first-steps", "id: other", "2: id: The id other differs from the name of the file"),
        (
            "You need no permission to pass a worry on.",
            "",
            "15: anyone: A block did-you-know needs",
        ),
        ("/// do-dont", "/// reveal", "26: what-to-say: A block reveal needs a title"),
        ("/// do-dont", f"/// vignette | {'x' * 201}", "26: what-to-say: The title is longer"),
    ],
)
def test_problems_of_lessons(problems, old, new, line):
    found = problems(lesson=(old, new))

    assert any(problem.startswith(f"lessons/first-steps.md:{line}") for problem in found), found


def test_a_check_is_for_everybody(problems):
    for limit in ("nations: [W]", "sectors: [club]"):
        found = problems(lesson=("    item: ", f"    {limit}\n    item: "))
        assert [line for line in found if "A check is for everybody" in line] != [], found


def test_another_block_may_be_for_some(problems):
    assert problems(lesson=("    intensity: 1\n", "    intensity: 1\n    nations: [W, S]\n")) == []


def test_a_strong_block_with_a_gentler_form_is_taken(problems):
    strong = "    intensity: 3\n    gentler: |\n      Tell your lead.\n"

    assert problems(lesson=("    intensity: 1\n", strong), questions=("critical: true", "")) != []
    assert all("gentler" not in line for line in problems(lesson=("    intensity: 1\n", strong)))


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("/// monday", "/// vignette", "2: file: The lesson has no block monday"),
        ("Do: listen.", "Do: read section 47.", "26: what-to-say: The block states law or figures"),
        ("same day.\n", "same day." + " word" * 600 + "\n", "9: tell-the-lead: The text has 607"),
    ],
)
def test_warnings_of_lessons(new_warnings, old, new, warning):
    found = new_warnings(lesson=(old, new))

    assert any(line.startswith(f"lessons/first-steps.md:{warning}") for line in found), found


def test_a_link_leads_to_a_block_of_the_same_lesson(report):
    there = ("Tell your", "See [the list](#on-monday). Tell your")
    gone = ("Tell your", "See [the list](#gone). Tell your")

    assert report(lesson=there).problems == ()
    assert [problem.advice for problem in report(lesson=gone).problems] == [
        "lessons/first-steps.md:9: tell-the-lead: There is no block gone in this lesson to link to"
        " [text-anchor]. Link to a block of the same lesson."
    ]


def test_headings_go_down_one_level_at_a_time(report):
    in_order = ("Tell your", "### One\n\nText.\n\n#### Two\n\nTell your")
    skipping = ("Tell your", "#### Two\n\nTell your")

    assert report(lesson=in_order).problems == ()
    assert [problem.advice for problem in report(lesson=skipping).problems] == [
        "lessons/first-steps.md:9: tell-the-lead: The heading 'Two' skips a level"
        " [text-heading]. Begin with ###, and go down one level at a time."
    ]


def test_a_block_that_tells_of_abuse_says_how_strongly(report):
    def rated(**changes):
        return [w.path for w in report(**changes).warnings if w.rule == "block-intensity"]

    assert rated() == ["anyone"]
    assert rated(lesson=("    intensity: 1\n", "")) == ["tell-the-lead", "anyone"]
    assert rated(lesson=("    fact: same-day\n", "    fact: same-day\n    intensity: 0\n")) == []


def pretest(blocks: str = "") -> dict[str, tuple[str, str]]:
    return {
        "lesson": ("2026-11-21\n---", "2026-11-21\npretest: true\n---"),
        "lesson_too": ("/// do-dont", f"{blocks}/// do-dont"),
        "questions": ("used_in: [quiz]", "used_in: [check, quiz]"),
    }


def check_block(number: int, item: str) -> str:
    return f"/// check\n    id: check-{number}\n    item: {item}\n///\n\n"


def test_a_lesson_of_the_pre_test_needs_two_checks(report):
    (found,) = report(**pretest()).problems

    assert str(found) == (
        "lessons/first-steps.md:8: pretest: "
        "A lesson of the pre-test needs at least 2 checks; this has 1"
    )
    assert (found.rule, found.hint) == (
        "lesson-pretest",
        "Add checks that show whether the lesson is known, or remove pretest.",
    )
    assert report(**pretest(check_block(2, "danger"))).problems == ()


def test_a_question_asked_twice_counts_once_in_the_pre_test(problems):
    assert problems(**pretest(check_block(2, "worry"))) == [
        "lessons/first-steps.md:8: pretest: "
        "A lesson of the pre-test needs at least 2 checks; this has 1"
    ]


def test_pretest_is_true_or_false(problems):
    assert problems(lesson=("2026-11-21\n---", "2026-11-21\npretest: yes\n---")) == [
        "lessons/first-steps.md:8: pretest: This must be true or false"
    ]


# Practice referrals

PARTS = """\
    parts:
      - {heading: What you saw, model: A car.}
      - {heading: His words, model: He said so.}
    checklist: ["Is there a day?", "Is it his own word?", "Is nobody blamed?"]
"""


@pytest.fixture
def referral(problems):
    """Give the problems of a practice referral before the do-dont on line 26."""

    def of(old="", new="", title=" | Write it down"):
        block = f"/// practice{title}\n    id: write-it\n    intensity: 2\n{PARTS}A case.\n///\n"
        if old:
            assert old in block
        lesson = ("/// do-dont", f"{block.replace(old, new)}\n/// do-dont")
        return [line.partition(".md:")[2] for line in problems(lesson=lesson)]

    return of


def test_a_practice_referral_with_headings_models_and_a_checklist_is_taken(referral):
    assert referral() == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("heading: His words", "heading: what YOU saw", "31: parts.1.heading: The heading 'what"),
        ("heading: His words, ", "", "31: parts.1.heading: This key is missing"),
        (
            "      - {heading: His words, model: He said so.}\n",
            "",
            "29: parts: This list needs at least 2",
        ),
        (
            ', "Is it his own word?", "Is nobody blamed?"',
            "",
            "32: checklist: This list needs at least 3",
        ),
        ("intensity: 2", "intensity: 3", "28: intensity: This must be at most 2"),
        ("A case.\n", "", "26: write-it: A block practice needs text"),
        ("A car.", "Ring 0800 1111.", "30: parts.0.model: Telephone numbers"),
        ("What you saw", "Ring 0800 1111", "30: parts.0.heading: Telephone numbers"),
        ("Is there a day?", "Is 0800 1111 there?", "32: checklist.0: Telephone numbers"),
        ("A car.", "<b>A car.</b>", "30: parts.0.model: "),
    ],
)
def test_problems_of_practice_referrals(referral, old, new, line):
    problem, *_others = referral(old, new)

    assert problem.startswith(line)


def test_a_practice_referral_needs_a_title(referral):
    assert referral(title="") == ["26: write-it: A block practice needs a title"]
