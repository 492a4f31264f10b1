"""The way through a story."""

import pytest

from courses.learning.story import Step, Way

# a leads back to itself by "again", and by "on" to b, from where "end" leads to c.
LEADS = {("a", "again"): "a", ("a", "on"): "b", ("b", "end"): "c"}


def way(*steps):
    return Way("a", tuple(Step(*step) for step in steps))


def test_a_way_is_read_as_it_was_written():
    walked = way(("a", "on"), ("b", "end"))

    assert Way.read("a", walked.write()) == walked
    assert walked.write() == {"v": 1, "steps": [["a", "on"], ["b", "end"]]}
    assert Way.read("a", {}) == way()


@pytest.mark.parametrize(
    ("steps", "visited"),
    [
        ((), ["a"]),
        ((("a", "on"),), ["a", "b"]),
        ((("a", "again"), ("a", "on"), ("b", "end")), ["a", "a", "b", "c"]),
    ],
)
def test_a_way_comes_to_where_its_choices_lead(steps, visited):
    assert way(*steps).visited(LEADS) == visited
    assert way(*steps).here(LEADS) == visited[-1]


def test_going_back_takes_back_what_came_after():
    walked = way(("a", "again"), ("a", "on"), ("b", "end"))

    assert walked.up_to("b", LEADS) == way(("a", "again"), ("a", "on"))
    assert walked.up_to("a", LEADS) == way(("a", "again"))
    assert walked.up_to("c", LEADS) == walked
    assert way(("a", "on")).up_to("c", LEADS) is None


def test_a_decision_lengthens_the_way():
    assert way(("a", "on")).decided(Step("b", "end")) == way(("a", "on"), ("b", "end"))


def test_the_last_choice_at_a_moment_counts():
    walked = way(("a", "again"), ("a", "on"))

    assert (walked.chosen_at("a"), walked.chosen_at("b")) == ("on", "")


def test_a_way_goes_on_from_its_own_beginning_by_the_step_that_was_taken():
    walked = way(("a", "on"), ("b", "end"))

    assert walked.goes_on_from(way(("a", "on")), Step("b", "end"))
    assert not walked.goes_on_from(way(), Step("a", "again"))
    assert not walked.goes_on_from(walked, Step("b", "end"))
