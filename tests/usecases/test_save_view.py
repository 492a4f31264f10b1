"""Keeping filters under a name: once, within limits, one's own."""

import pytest

from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.reporting.lists import MOST_VIEWS, SavedView
from courses.usecases.save_view import NameTaken, TooManyViews, change_view, remove_view, save_view
from tests.people import NOON
from tests.tables import everything, verbs_about
from tests.usecases.keeping import view_of


@pytest.fixture
def view(elm, harbour):
    """Return Lewis's view of who is overdue."""
    return view_of(elm.lewis, elm.organisation)


def test_the_filters_stand_under_the_name(elm, view):
    assert (view.page, view.name, view.query, view.owner) == (
        "people",
        "Overdue",
        "status=overdue",
        elm.lewis,
    )
    assert verbs_about(view) == ["saved-view"]
    assert str(view) == "Overdue"


def test_the_same_once_more_writes_nothing(elm, view):
    before = everything()

    assert view_of(elm.lewis, elm.organisation) == view
    assert everything() == before


@pytest.mark.parametrize("changes", [{"query": "site=north"}, {"is_shared": True}])
def test_a_name_that_is_taken_is_refused(elm, view, changes):
    with pytest.raises(NameTaken):
        view_of(elm.lewis, elm.organisation, **changes)


def test_another_list_or_lead_may_use_the_name(elm, view):
    view_of(elm.lewis, elm.organisation, page="matrix")
    view_of(elm.noor, elm.organisation)

    assert SavedView.objects.count() == 3


def test_twenty_are_enough(elm, view):
    for number in range(MOST_VIEWS - 1):
        view_of(elm.lewis, elm.organisation, name=f"View {number}")

    with pytest.raises(TooManyViews):
        view_of(elm.lewis, elm.organisation, name="One more")
    assert view_of(elm.noor, elm.organisation).name == "Overdue"


def test_renamed_and_shared(view):
    changed = change_view(view=view, name="Late", is_shared=True, at=NOON)

    view.refresh_from_db()
    assert (changed, view.name, view.is_shared) == (view, "Late", True)
    assert verbs_about(view) == ["saved-view", "changed-view"]


def test_as_it_is_already_nothing_is_written(view):
    before = everything()

    change_view(view=view, name="Overdue", is_shared=False, at=NOON)

    assert everything() == before


def test_the_name_of_another_view_is_refused_and_ones_own_kept(elm, view):
    view_of(elm.lewis, elm.organisation, name="Late")

    with pytest.raises(NameTaken):
        change_view(view=view, name="Late", is_shared=False, at=NOON)
    assert change_view(view=view, name="Overdue", is_shared=True, at=NOON).is_shared


def test_removed_it_is_gone_and_the_trail_says_so_once(view):
    for tab in (view, SavedView.objects.get()):
        remove_view(view=tab, at=NOON)

    assert SavedView.objects.count() == 0
    assert verbs_about(view) == ["saved-view", "removed-view"]


@pytest.mark.parametrize("verb", ["saved-view", "changed-view", "removed-view"])
def test_a_broken_trail_leaves_everything_as_it_was(elm, view, monkeypatch, verb):
    before = everything()
    monkeypatch.delitem(VERBS, verb)
    acts = {
        "saved-view": lambda: save_view(
            organisation=elm.organisation,
            owner=elm.noor,
            page="people",
            name="X",
            query="",
            is_shared=False,
            at=NOON,
        ),
        "changed-view": lambda: change_view(view=view, name="Y", is_shared=False, at=NOON),
        "removed-view": lambda: remove_view(view=view, at=NOON),
    }

    with pytest.raises(UnknownVerb):
        acts[verb]()

    assert everything() == before
