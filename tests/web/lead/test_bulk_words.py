"""What is done for many people, in words."""

import pytest

from courses.reporting.bulk import Asked, BulkAction, Outcome, Sorted, as_kept, written
from courses.usecases import (
    act_on_chosen,
    assign_chosen,
    enrol_chosen,
    exempt_chosen,
    extend_chosen,
    move_chosen,
    remind_chosen,
    tag_chosen,
)
from courses.web.lead.bulk_words import (
    LEFT,
    SHOWN,
    button,
    group,
    groups_of,
    left_out,
    said_of,
    summary_of,
    was,
    will,
)

COLUMNS = ("JOB", "SITE", "TEAM")  # of a staff file, whose writing moves people
KINDS = [kind.value for kind in BulkAction.Kind if kind != BulkAction.Kind.MERGE]


class Somebody:
    """A member with a name, for words alone."""

    def __init__(self, number):
        self.pk = number
        self.user = self
        self.name = f"Person {number:03}"
        self.folded_name = self.name.lower()


def test_every_reason_of_the_use_cases_has_its_words():
    modules = (
        act_on_chosen,
        assign_chosen,
        remind_chosen,
        enrol_chosen,
        exempt_chosen,
        extend_chosen,
        move_chosen,
        tag_chosen,
    )
    reasons = {
        value
        for module in modules
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and name not in COLUMNS
    }

    assert reasons == set(LEFT)


@pytest.mark.parametrize("kind", KINDS)
def test_one_and_many_are_said_apart(kind):
    assert "1" in will(kind, 1)
    assert "3" in was(kind, 3)
    assert button(kind, 1) != button(kind, 2)
    assert button(kind, 0) == ""


def test_a_second_record_brought_over_is_said_though_no_list_asks_for_it():
    assert was("merge", 1) == "1 second record came over and left"


def test_the_summary_counts_everybody_and_says_what_comes_of_them():
    people = [Somebody(number) for number in range(136)]
    found = Sorted(people[:130], {"no-address": people[130:]})

    groups = groups_of(found, kind="remind", slug="elm-park")

    assert summary_of(groups) == ("136 people: 130 will be reminded, 6 have no email address.")
    assert [one.number for one in groups] == [130, 6]


def test_a_long_group_names_the_first_and_counts_the_rest():
    people = [Somebody(number) for number in range(SHOWN + 5, 0, -1)]

    found = group("words", people, len(people), "elm-park")

    assert (len(found.people), found.more) == (SHOWN, 5)
    assert found.people[0] == ("Person 001", "/lead/elm-park/people/1/")


def test_of_one_person_it_is_said_in_the_singular():
    assert left_out("no-address", 1) == "1 has no email address"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("waiting", "Change team: under way for 2"),
        ("done", "1 changed team"),
        ("undone", "1 changed team (undone)"),
    ],
)
def test_an_action_is_said_in_a_line(state, words):
    action = BulkAction(
        kind="move",
        state=state,
        asked=written(Asked((3, 7))),
        outcome=as_kept(Outcome(done=(3,))),
    )

    assert said_of(action) == words
