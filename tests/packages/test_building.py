from tests.packages.build import COURSE


def test_a_held_question_is_not_in_the_quiz(draft):
    section = '  mastery: {at_least: 1, of: 2}\n  sections:\n    - {outcomes: ["1a"], draw: 2'
    smaller = '  mastery: {at_least: 1, of: 1}\n  sections:\n    - {outcomes: ["1a"], draw: 1'

    items = draft(
        questions=("[check, quiz]", "[check, quiz]\n  held: true"), course=(section, smaller)
    ).items

    assert [(item.identifier, item.in_check, item.in_quiz) for item in items] == [
        ("worry", True, False),
        ("danger", False, True),
    ]


def test_a_critical_question_keeps_its_procedure_apart_from_its_facts(draft):
    items = draft(questions=("  facts: [same-day]\n  procedure", "  procedure")).items

    assert [(item.critical, item.facts, item.procedure) for item in items] == [
        (False, ("same-day",), ""),
        (True, (), "same-day"),
    ]


def test_mastery_is_not_reduced(draft):
    quiz = draft(course=("{at_least: 1, of: 2}", '"8/10"')).assessment

    assert (quiz.mastery_numerator, quiz.mastery_denominator) == (8, 10)


def test_a_course_may_have_no_quiz(draft):
    whole = COURSE[COURSE.index("quiz:") :]

    assert draft(course=(whole, "")).assessment is None
