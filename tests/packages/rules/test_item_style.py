import pytest


@pytest.mark.parametrize(
    ("old", "new", "warning", "rule"),
    [
        (
            "text: Wait until you know.",
            "text: “Wait until you know.”",
            "9: 0.options: The answers are not of one form: sentence, speech",
            "item-parallel",
        ),
        (
            "gate. What do you do?",
            "gate. Which of these is false?",
            "8: 0.stem: This reads like a trick: 'Which of these is false'",
            "item-trick",
        ),
        (
            "feedback: Not quite. Tell.",
            "feedback: Not quite. She chose it.",
            "11: 0.options.1.feedback: A child is blamed or labelled: 'She chose it'",
            "item-blame",
        ),
        (
            "text: Tell the lead today.",
            "text: Help the victim.",
            "10: 0.options.0.text: A child is blamed or labelled: 'the victim'",
            "item-blame",
        ),
        (
            "misconception: proof, ",
            "",
            "11: 0.options.1: A wrong answer names no misconception",
            "item-misconception",
        ),
    ],
)
def test_each_warning_names_place_rule_and_remedy(report, old, new, warning, rule):
    before = {problem.advice for problem in report().warnings}

    found = [w for w in report(questions=(old, new)).warnings if w.advice not in before]

    assert [str(one) for one in found] == [f"questions/first-steps.yaml:{warning}"]
    assert [(one.rule, one.hint.endswith(".")) for one in found] == [(rule, True)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Wait until you know.", "text: Wait and see."),
        ("text: Wait until you know.", "text: She chose it."),
        ("feedback: Not quite. Tell.", "feedback: Not quite. She is not to blame."),
        ("gate. What do you do?", "gate. What is best?"),
    ],
)
def test_a_neighbour_that_is_in_order_gives_no_warning(new_warnings, old, new):
    assert new_warnings(questions=(old, new)) == []


def test_orders_and_pairs_have_no_beliefs_and_no_one_form(new_warnings):
    pairs = """\
- id: pairs
  kind: match
  used_in: [quiz]
  outcome: "1a"
  case: true
  anchor: first-steps#tell-the-lead
  facts: [same-day]
  stem: Which belongs to which?
  options:
    - {id: a, text: Danger now., pair: The police, feedback: Yes.}
    - {id: b, text: A worry, pair: The lead, feedback: Yes.}
"""

    found = new_warnings(questions=("- id: danger", pairs + "- id: danger"))
    assert [line for line in found if line.startswith("questions/")] == []
