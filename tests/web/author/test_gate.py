"""Who may open an author's page: a grant over the whole organisation, outside DEMO two factors."""

import re

import pytest
from allauth.mfa.models import Authenticator

from courses.accounts import services
from courses.accounts.membership import Access
from courses.web.author.gate import navigation_of
from tests.people import NOON, STARTED
from tests.web.reading import heading_of

COURSES = "/author/elm-park/courses/"


@pytest.mark.parametrize("who", ["grace", "ash"])
def test_a_grant_opens_the_page_and_the_header_leads_there(elm, sign_in, who):
    answer = sign_in(getattr(elm, who)).get(COURSES)

    assert (answer.status_code, heading_of(answer)) == (200, "Courses")
    assert f'href="{COURSES}" aria-current="page"' in answer.content.decode()
    menu = answer.content.decode().partition('<ul class="section-nav__list">')[2]
    links = re.findall(r'href="([^"]+)"', menu.partition("</ul>")[0])
    assert links == [COURSES, "/author/elm-park/packages/"]


@pytest.mark.parametrize("who", ["amira", "lewis", "noor", "sam"])
def test_without_one_the_organisation_is_not_there(elm, sign_in, who):
    client = sign_in(getattr(elm, who))

    assert client.get(COURSES).status_code == 404
    assert client.get("/author/no-such-place/courses/").status_code == 404


def test_an_author_of_one_site_writes_no_courses(elm, sign_in):
    services.grant(
        membership=elm.membership(elm.amira),
        access=Access.AUTHOR,
        site=elm.north,
        valid_from=STARTED,
        at=NOON,
    )
    client = sign_in(elm.amira)

    assert client.get(COURSES).status_code == 404
    assert COURSES not in client.get("/learn/").content.decode()


def test_an_author_may_not_publish(elm, sign_in):
    answer = sign_in(elm.grace).get(f"{COURSES}small-course/1.0.0/publish/")

    assert answer.status_code == 404


def test_outside_the_demonstration_a_second_factor_is_asked_for(settings, elm, sign_in):
    settings.DEMO = False
    client = sign_in(elm.grace)

    assert client.get(COURSES)["Location"] == "/account/2fa/"

    Authenticator.objects.create(user=elm.grace, type=Authenticator.Type.TOTP, data={})
    assert heading_of(client.get(COURSES)) == "Courses"


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/author/elm-park/packages/", ["", "page"]),
        ("/author/elm-park/packages/7/", ["", "true"]),
        ("/author/elm-park/courses/", ["page", ""]),
        ("/author/elm-park/bundled/x/1.0.0/", ["true", ""]),
    ],
)
def test_the_menu_says_where_one_is(path, current):
    assert [entry.current for entry in navigation_of("elm-park", path=path)] == current
