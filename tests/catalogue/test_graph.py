from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.graph import Fault, Moment, faults, untold

NAMES = st.sampled_from("abcde")
STORIES = st.dictionaries(
    NAMES, st.builds(Moment, st.booleans(), st.lists(NAMES, max_size=3).map(tuple)), min_size=1
)


def test_a_story_that_ends_has_no_faults():
    story = {"a": Moment(False, ("b", "c")), "b": Moment(False, ("c",)), "c": Moment(True)}

    assert faults("a", story) == []


def test_the_start_must_be_a_node():
    assert faults("z", {"a": Moment(True)}) == [
        Fault("", "The story starts at z, which is not one of its nodes")
    ]


def test_every_choice_leads_to_a_node():
    assert faults("a", {"a": Moment(False, ("b", "z")), "b": Moment(True)}) == [
        Fault("a", "A choice leads to z, which is not one of the nodes")
    ]


def test_a_node_ends_or_has_choices():
    story = {"a": Moment(False, ("b", "c")), "b": Moment(False), "c": Moment(True, ("a",))}

    assert faults("a", story) == [
        Fault("b", "The node has no choices and is not marked ending: true"),
        Fault("c", "The node is an ending, so it can have no choices"),
    ]


def test_every_node_is_reached():
    assert faults("a", {"a": Moment(True), "b": Moment(True)}) == [
        Fault("b", "No path from the start reaches this node")
    ]


def test_no_path_goes_round_for_ever():
    story = {"a": Moment(False, ("b", "c")), "b": Moment(False, ("b",)), "c": Moment(True)}

    assert faults("a", story) == [Fault("b", "No path from this node reaches an ending")]


@given(STORIES)
def test_from_every_node_of_a_faultless_story_an_ending_is_near(story):
    start = min(story)
    if faults(start, story):
        return
    for name in story:
        here = {name}
        for _step in story:
            here |= {there for at in here for there in story[at].leads_to}
        assert any(story[at].ending for at in here)


def test_every_path_passes_the_worry_on():
    told = {
        "a": Moment(False, ("b", "c"), (True, False)),
        "b": Moment(False, ("c",), (False,)),
        "c": Moment(True),
    }

    assert untold("a", told) == [
        Fault("c", "A path reaches this ending on which nobody is told; mark a choice tells: true")
    ]
    assert untold("a", {**told, "a": Moment(False, ("b", "c"), (True, True))}) == []
