"""The stylesheet of a colour and the logos, as browsers ask for them."""

import pytest
from django.conf import settings

from courses.common.media import keep
from courses.usecases.change_branding import change_branding
from tests.people import NOON
from tests.tables import everything

FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
def branded(elm, harbour):
    """Return Elm Park with a colour and a logo."""
    logo = keep(b"not drawn here", folder=settings.DATA_DIR / "media")
    change_branding(organisation=elm.organisation, accent="#7a1e5a", logo=logo, by=elm.ash, at=NOON)
    return elm.organisation


def test_a_colour_comes_as_custom_properties_that_browsers_keep(
    client, db, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = client.get("/brand/7a1e5a.css")

    assert answer.content.decode() == (
        ":root,.govuk-template{--govuk-brand-colour:#7a1e5a;--brand-dark:#55143e;--brand-light:#e289c3}\n"
    )
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "text/css; charset=utf-8",
        FOR_EVER,
    )


@pytest.mark.parametrize("name", ["ffd200", "7A1E5A", "abc", "7a1e5a}body{", "red", "#7a1e5a"])
def test_what_is_no_readable_colour_is_not_there(client, db, name):
    assert client.get(f"/brand/{name}.css").status_code == 404


@pytest.mark.parametrize("kind", ["css", "png"])
def test_signed_in_or_not_no_cookie_is_set_and_none_makes_a_difference(branded, amira, kind):
    name = "7a1e5a" if kind == "css" else branded.logo
    before = everything()

    answer = amira.get(f"/brand/{name}.{kind}")

    assert (answer.status_code, answer.get("Vary"), dict(answer.cookies)) == (200, None, {})
    assert everything() == before


def test_a_logo_comes_as_a_picture_that_browsers_keep(branded, client):
    answer = client.get(f"/brand/{branded.logo}.png")

    assert answer.content == b"not drawn here"
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", FOR_EVER)
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["0" * 64, "secret-key", "..%2fsecret-key"])
def test_any_other_picture_is_not_there(branded, client, name):
    assert client.get(f"/brand/{name}.png").status_code == 404


def test_pages_of_the_organisation_wear_its_look_and_others_do_not(branded, elm, harbour, sign_in):
    look = [
        '<link rel="stylesheet" href="/brand/7a1e5a.css">',
        f'src="/brand/{branded.logo}.png" alt="Logo of Elm Park"',
        '<meta name="theme-color" content="#7a1e5a">',
    ]
    own = sign_in(elm.amira).get("/learn/").content.decode()
    other = sign_in(harbour.callum).get("/learn/").content.decode()

    assert [words in own for words in look] == [True, True, True]
    assert ("/brand/" in other, 'content="#0d4650"' in other) == (False, True)


def test_the_concern_page_wears_it_signed_out_too(branded, client):
    page = client.get("/concern/elm-park/north/").content.decode()

    assert (f"/brand/{branded.logo}.png" in page, "/brand/7a1e5a.css" in page) == (True, True)
    assert len(page) < 25_000
