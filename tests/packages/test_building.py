import pytest

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


def once(draft):
    """Return every list of names in ``draft`` that becomes rows or is shown, by where it is."""
    (lesson,) = draft.lessons
    return {
        "item": draft.items[0].facts,
        "fact": draft.facts[0].sources,
        "offence": draft.offences[0].sources,
        "contact": draft.contacts[0].sources,
        "needs": draft.contacts[0].needs,
        "lesson": lesson.outcomes,
        "block": lesson.blocks[0].facts,
        "local": lesson.blocks[5].contacts,
        "cite": lesson.blocks[6].cite,
        "section": draft.assessment.sections[0].outcomes,
    }


TWICE = {
    "item": {"questions": ("facts: [same-day]", "facts: [same-day, same-day]")},
    "fact": {"facts": ("[guide-2026]", "[guide-2026, guide-2026]")},
    "offence": {"offences": ("[guide-2026]", "[guide-2026, guide-2026]")},
    "contact": {"contacts": ("[guide-2026]", "[guide-2026, guide-2026]")},
    "needs": {"contacts": ("[danger-now]", "[danger-now, danger-now]")},
    "lesson": {"lesson": ('["1a"]', '["1a", "1a"]')},
    "block": {"lesson": ("facts: [same-day]", "facts: [same-day, same-day]\n    fact: same-day")},
    "local": {"lesson": ("con-999]", "con-999, safeguarding-lead]")},
    "cite": {"lesson": ("[guide-2026]", "[guide-2026, guide-2026]")},
    "section": {"course": ('outcomes: ["1a"]', 'outcomes: ["1a", "1a"]')},
}


@pytest.mark.parametrize("where", TWICE)
def test_what_is_listed_twice_is_kept_once(draft, where):
    assert once(draft(**TWICE[where])) == {
        "item": ("same-day",),
        "fact": ("guide-2026",),
        "offence": ("guide-2026",),
        "contact": ("guide-2026",),
        "needs": ("danger-now",),
        "lesson": ("1a",),
        "block": ("same-day",),
        "local": ("safeguarding-lead", "con-999"),
        "cite": ("guide-2026",),
        "section": ("1a",),
    }
