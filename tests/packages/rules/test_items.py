import pytest

from tests.packages.build import QUESTIONS as QUESTION

MULTIPLE = """\
- id: several
  kind: multiple
  choose: 1
  used_in: [quiz]
  outcome: "1a"
  anchor: first-steps#tell-the-lead
  facts: [same-day]
  stem: Which two?
  options:
    - {id: a, correct: true, text: Apples, feedback: Yes.}
    - {id: b, correct: true, text: Pears, feedback: Yes.}
    - {id: c, text: Stones, feedback: Not quite., place: 1, pair: x}
"""


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("correct: true, text: Tell", "text: Tell", "9: 0.options: No option is marked correct"),
        ("id: wait,", "id: wait, correct: true,", "9: 0.options: 2 options are marked correct"),
        (", feedback: Yes. Today counts.", "", "10: 0.options.0.feedback: This key is missing"),
        ('outcome: "1a"', 'outcome: "1b"', "4: 0.outcome: There is no outcome 1b"),
        ("#tell-the-lead", "#gone", "6: 0.anchor: There is no block first-steps#gone"),
        ("#tell-the-lead", "", "6: 0.anchor: This must be lesson-id#block-id"),
        ("facts: [same-day]", "facts: [gone]", "7: 0.facts.0: There is no fact gone"),
        ("procedure: same-day", "procedure: gone", "20: 1.procedure: There is no fact gone"),
        ("  procedure: same-day\n", "", "12: 1: A critical question needs a procedure"),
        ("misconception: proof", "misconception: gone", "11: 0.options.1.misconception: There is"),
        ("id: danger", "id: worry", "12: 1.id: The id worry is already used at questions/"),
        ("id: wait", "id: tell", "11: 0.options.1.id: The id tell is used twice"),
        ("Wait until you know.", "None of the above", "11: 0.options.1.text: An option must not"),
        ("kind: choice", "kind: order", "10: 0.options.0.correct: A question of kind order has no"),
        ("kind: choice", "kind: essay", "2: 0.kind: 'essay' is not one of"),
        ("[check, quiz]", "[exam]", "3: 0.used_in.0: 'exam' is not one of 'check' or 'quiz'"),
        (
            "A child is being pulled into a car. What do you do first?",
            "Ravi seems afraid of a  MAN at the gate. What do you do?",
            "21: 1.stem: The same stem stands at questions/first-steps.yaml:1",
        ),
    ],
)
def test_problems_of_questions(problems, old, new, line):
    found = problems(questions=(old, new))

    assert any(problem.startswith(f"questions/first-steps.yaml:{line}") for problem in found), found


@pytest.mark.parametrize("name", ["answers", "hand-in", "more-time", "questions", "result"])
def test_a_question_does_not_take_the_address_of_another_page(report, name):
    (problem,) = report(questions=("id: danger", f"id: {name}")).problems

    assert str(problem) == (
        f"questions/first-steps.yaml:12: 1.id:"
        f" The id {name} is taken: it is the address of another page of the quiz"
    )
    assert problem.hint == f"Use another, such as {name}-question."


def test_an_option_is_not_called_like_the_answer_that_every_check_adds(report):
    (problem,) = report(questions=("id: wait", "id: not-sure")).problems

    assert str(problem) == (
        "questions/first-steps.yaml:11: 0.options.1.id:"
        " The id not-sure is taken: every check adds this answer itself"
    )
    assert problem.hint == "Use another, such as in-doubt, or leave the option out."


def test_keys_of_other_kinds_and_a_wrong_choose_are_named(problems):
    assert problems(questions=("- id: worry", MULTIPLE + "- id: worry")) == [
        "questions/first-steps.yaml:3: 0.choose: choose says 1, but 2 options are right",
        "questions/first-steps.yaml:12: 0.options.2.pair: A question of kind multiple has no pairs",
        "questions/first-steps.yaml:12: 0.options.2.place:"
        " A question of kind multiple has no places",
    ]


def test_a_question_that_rests_on_unconfirmed_facts_alone_is_held(problems):
    unconfirmed = ("status: confirmed", "status: unconfirmed")
    flagged = ("needs_review: false", "needs_review: true")
    text = "0.facts: Every fact of the question is unconfirmed"

    def found(**changes):
        return [line for line in problems(**changes) if text in line]

    assert found(facts=unconfirmed) == [f"questions/first-steps.yaml:7: {text}"]
    assert found(facts=flagged) == []
    assert found(facts=unconfirmed, questions=("  case: true\n", "  held: true\n")) == []


def test_a_critical_question_does_not_rest_on_a_strong_block(problems):
    strong = "    intensity: 3\n    gentler: Tell your lead.\n"

    assert problems(lesson=("    intensity: 1\n", strong)) == [
        "questions/first-steps.yaml:18: 1.anchor:"
        " A critical question rests on a block of intensity 3"
    ]


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("gate. What do you do?", "gate. What is not wise?", "8: 0.stem: The question is negative"),
        ("Ravi seems", "Ravi " * 61 + "seems", "8: 0.stem: The stem has"),
        ("Tell the lead today.", "Tell the lead " * 9, "9: 0.options: The right answer is much"),
        ("Wait until you know.", "Always wait.", "9: 0.options: Words such as always and never"),
    ],
)
def test_warnings_of_questions(new_warnings, old, new, warning):
    found = new_warnings(questions=(old, new))

    assert any(line.startswith(f"questions/first-steps.yaml:{warning}") for line in found), found


def test_too_many_options_are_a_warning(new_warnings):
    more = "".join(
        f"    - {{id: o{n}, text: Pass it to the lead {n}., feedback: Not quite.}}\n"
        for n in range(3)
    )

    assert new_warnings(questions=("- id: danger", more + "- id: danger")) == [
        "questions/first-steps.yaml:9: 0.options: More than 4 options are hard to weigh"
    ]


def test_law_in_a_stem_without_a_fact_is_a_warning(new_warnings):
    changed = ("  facts: [same-day]\n  stem: Ravi", "  stem: Under section 47, Ravi")

    assert new_warnings(questions=changed) == [
        "questions/first-steps.yaml:7: 0.stem: The question states law or figures without a fact"
    ]


def test_keys_in_one_slot_are_a_warning(new_warnings):
    item = QUESTION[QUESTION.index("- id: worry") : QUESTION.index("- id: danger")]
    more = "".join(
        item.replace("id: worry", f"id: w{n}").replace("Ravi", f"Ravi {n}") for n in range(9)
    )

    assert (
        "course.yaml:1: file: The right answer is option 1 in 10 of 11 questions"
        in new_warnings(questions=("- id: worry", more + "- id: worry"))
    )
