"""The forms of the set-up pages."""

from courses.accounts.models import Site
from courses.web.lead.setup_forms import OrganisationForm, RemoveForm, SiteForm, TeamForm


def test_an_empty_form_says_what_to_enter():
    assert OrganisationForm(data={}).errors == {
        "name": ["Enter the name"],
        "nation": ["Choose the nation"],
        "sector": ["Choose the kind of work"],
        "concern_page": ["Choose who may open the page"],
    }


def test_a_team_is_at_one_of_the_sites_or_at_none():
    north = Site(slug="north", name="North")

    assert TeamForm(data={"name": "Night", "site": ""}, sites=[north]).is_valid()
    assert TeamForm(data={"name": "Night", "site": "north"}, sites=[north]).is_valid()
    assert TeamForm(data={"name": "Night", "site": "quay"}, sites=[north]).errors == {
        "site": ["Choose a site from the list"]
    }


def test_the_button_says_what_it_does():
    assert [str(one.label) for one in SiteForm(is_new=True).buttons()] == ["Add site"]
    assert [str(one.label) for one in SiteForm().buttons()] == ["Save"]
    removing = RemoveForm(label="Delete North", cancel_url="/back/").buttons()
    assert [(one.label, one.url) for one in removing] == [
        ("Delete North", ""),
        ("Cancel", "/back/"),
    ]
