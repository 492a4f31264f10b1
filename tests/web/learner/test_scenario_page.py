"""The decisions of a story as its pages say them."""

from courses.catalogue.stories import story_of
from courses.learning.story import Step, Way
from courses.web.learner.scenario_page import MOST_LETTERS, DecisionForm, decision_before, decisions


def test_decisions_stand_in_the_order_they_were_taken(small_course):
    story = story_of(small_course.scenarios.get())
    way = Way("gate", (Step("gate", "leave"), Step("doubt", "tell")))

    taken = decisions(story, way)

    assert [(one.number, one.node, one.choice.identifier) for one in taken] == [
        (1, "gate", "leave"),
        (2, "doubt", "tell"),
    ]
    assert [fact.identifier for fact in taken[0].facts] == ["same-day"]


def test_what_led_to_a_moment_is_the_decision_before_it(small_course):
    story = story_of(small_course.scenarios.get())
    way = Way("gate", (Step("gate", "leave"), Step("doubt", "tell")))

    led = decision_before(story, way, "doubt")

    assert led is not None
    assert (led.node, led.choice.identifier) == ("gate", "leave")
    assert decision_before(story, way, "gate") is None
    assert decision_before(story, Way("gate"), "safe") is None


def test_an_unknown_or_missing_choice_says_what_to_do(small_course):
    ways_on = story_of(small_course.scenarios.get()).ways_on("gate")

    empty = DecisionForm(ways_on, chosen="", data={})
    unknown = DecisionForm(ways_on, chosen="", data={"choice": "fly"})

    assert empty.errors == {"choice": ["Select what you would do"]}
    assert unknown.errors == {"choice": ["Select one of the answers below"]}


def test_a_reason_is_optional_and_one_too_long_says_what_to_do(small_course):
    ways_on = story_of(small_course.scenarios.get()).ways_on("gate")

    most = DecisionForm(ways_on, chosen="", data={"choice": "tell", "reason": "x" * MOST_LETTERS})
    long = DecisionForm(ways_on, chosen="", data={"choice": "tell", "reason": "x" * 1_001})

    assert most.errors == {}
    assert long.errors == {"reason": ["Shorten your reason to 1,000 characters: it has 1,001"]}
