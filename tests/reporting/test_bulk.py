"""What is kept of a bulk action comes back as it was written."""

from courses.reporting.bulk import Asked, BulkAction, Outcome, as_kept, written


def test_what_was_asked_comes_back():
    asked = Asked((3, 7), {"course": 4, "team": None})

    assert BulkAction(asked=written(asked)).question == asked
    assert written(asked)["v"] == 1


def test_what_came_of_it_comes_back():
    outcome = Outcome((3,), {"no-address": (7, 9)}, (1,), (2, 4), kept=5)

    assert BulkAction(outcome=as_kept(outcome)).result == outcome
    assert BulkAction().result == Outcome()


def test_an_action_is_named_by_its_key():
    action = BulkAction()

    assert str(action) == str(action.key)
