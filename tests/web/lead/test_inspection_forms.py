"""The forms of packs, links and gaps: what is wrong is said, what was typed is kept."""

import pytest

from courses.web.lead.inspection_forms import GapForm, PackForm, ShareForm
from tests.people import TODAY

KEY = "k" * 43
GAP = {
    "gap": "Missing",
    "plan": "Do it",
    "owner": "Lewis",
    "due_on": "2026-03-20",
    "site": "",
    "done_on": "",
}


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"for_whom": "Inspector", "days": "14", "key": KEY}, {}),
        ({"days": "14", "key": KEY}, {"for_whom": ["Enter who the link is for"]}),
        ({"for_whom": "x", "days": "", "key": KEY}, {"days": ["Enter a number of days"]}),
        (
            {"for_whom": "x", "days": "soon", "key": KEY},
            {"days": ["Enter a whole number of days, such as 14"]},
        ),
        ({"for_whom": "x", "days": "0", "key": KEY}, {"days": ["Enter at least 1 day"]}),
        ({"for_whom": "x", "days": "61", "key": KEY}, {"days": ["Enter at most 60 days"]}),
        ({"for_whom": "x", "days": "1", "key": "short"}, {"key": ["Enter a valid value."]}),
    ],
)
def test_a_link_is_for_somebody_and_for_1_to_60_days(data, errors):
    assert ShareForm(data, action="/").errors == errors


def test_each_form_brings_a_token_of_its_own_and_two_weeks():
    first, second = ShareForm(action="/"), ShareForm(action="/")

    assert first.initial["key"] != second.initial["key"]
    assert (len(first.initial["key"]), first.initial["days"]) == (43, 14)


def test_a_pack_is_asked_for_of_a_site_in_the_list(elm):
    def errors(site):
        return PackForm(sites=[elm.north], today=TODAY, data={"site": site}).errors

    assert (errors("north"), errors("")) == ({}, {})
    assert errors("south") == {"site": ["Choose a site from the list"]}


def gap_form(elm, whole=True, is_new=False, **changes):
    return GapForm(GAP | changes, sites=[elm.north], whole=whole, today=TODAY, is_new=is_new)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({}, {}),
        ({"gap": " "}, {"gap": ["Enter what is missing"]}),
        ({"plan": ""}, {"plan": ["Enter what will be done"]}),
        ({"owner": ""}, {"owner": ["Enter who sees to it"]}),
        ({"due_on": ""}, {"due_on": ["Enter the day by which it is done"]}),
        ({"due_on": "31-2-2026"}, {"due_on": ["Enter a real date, such as 27 3 2026"]}),
        ({"done_on": "2026-03-04"}, {"done_on": ["Enter today or a day in the past"]}),
        ({"site": "quay"}, {"site": ["Choose a site from the list"]}),
        ({"gap": "x" * 301}, {"gap": [
            "Ensure this value has at most 300 characters (it has 301)."
        ]}),
    ],
)  # fmt: skip
def test_a_gap_has_action_owner_and_day(elm, changes, errors):
    assert gap_form(elm, **changes).errors == errors


def test_whoever_leads_one_site_names_it(elm):
    assert gap_form(elm, whole=False).errors == {"site": ["Choose a site"]}
    form = gap_form(elm, whole=False, site="north")
    assert form.is_valid()
    assert form.chosen()["site"] == elm.north


def test_a_new_gap_is_not_done_yet(elm):
    form = gap_form(elm, is_new=True)

    assert form.is_valid()
    assert form.chosen() == {
        "gap": "Missing",
        "action": "Do it",
        "owner": "Lewis",
        "due_on": TODAY.replace(day=20),
        "site": None,
    }
