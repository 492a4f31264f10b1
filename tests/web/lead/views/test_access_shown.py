"""What an access shows, told to an administrator from the table that the gates read."""

import pytest

from courses.accounts.membership import Access, Grant
from courses.accounts.models import Team
from courses.accounts.permissions import Permission
from courses.web.lead.views.access_shown import WORDS
from tests.web.reading import text_of

ACCESS = "/lead/elm-park/access/"


@pytest.fixture
def ash(elm, harbour, sign_in):
    """Return the browser of the administrator."""
    return sign_in(elm.ash)


def grant_of(elm, user):
    return Grant.objects.current().get(membership=elm.membership(user))


def test_every_permission_has_its_words():
    assert set(WORDS) == set(Permission)


def test_a_lead_of_a_site_sees_its_people_alone(elm, ash, django_assert_num_queries):
    with django_assert_num_queries(8):
        answer = ash.get(f"{ACCESS}{grant_of(elm, elm.noor).thread}/")

    text = text_of(answer)
    assert "Training lead: North." in text
    assert "It opens 3 people today and nobody else" in text
    assert answer.context["people_url"] == "/lead/elm-park/people/?site=north"
    assert WORDS[Permission.ADMINISTER] in answer.context["may_not"]
    assert f"{ACCESS}{grant_of(elm, elm.noor).thread}/" in ash.get(ACCESS).content.decode()


def test_a_team_an_author_and_an_administrator(elm, ash):
    team = Team.objects.create(organisation=elm.organisation, name="Year 5")
    Grant.objects.filter(pk=grant_of(elm, elm.noor).pk).update(team=team)
    teams = ash.get(f"{ACCESS}{grant_of(elm, elm.noor).thread}/")
    author = ash.get(f"{ACCESS}{grant_of(elm, elm.grace).thread}/")
    whole = ash.get(f"{ACCESS}{grant_of(elm, elm.ash).thread}/")

    assert (teams.context["people"], teams.context["people_url"]) == (
        0,
        f"/lead/elm-park/people/?team={team.pk}",
    )
    assert "It opens no list of people." in text_of(author)
    assert (whole.context["may_not"], whole.context["people"]) == ([], 5)
    words = "It opens 5 people who work here today, and whoever has left or is to begin, in lists"
    assert (words in text_of(whole), "nobody else" in text_of(whole)) == (True, False)


def test_an_access_elsewhere_or_over_is_missing(elm, harbour, ash, sign_in):
    foreign = Grant.objects.current().filter(organisation=harbour.organisation, access=Access.LEAD)

    assert ash.get(f"{ACCESS}{foreign.first().thread}/").status_code == 404
    assert sign_in(elm.lewis).get(f"{ACCESS}{grant_of(elm, elm.ash).thread}/").status_code == 404
