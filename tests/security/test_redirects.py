"""`next` never leads to another host (SECURITY row 16)."""

import pytest
from django.test import Client

from tests.people import PASSWORD

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "http:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    " https://evil.example/",
    "/\t/evil.example/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "//testserver:80@evil.example/",
    "ftp://testserver/",
    "\x00//evil.example",
]


def signs_in(address, where="query"):
    """Return where Amira is sent after signing in at ``address`` with that ``next``."""
    data = {"login": "amira@elm-park.example", "password": PASSWORD}
    client = Client()
    if where == "form":
        return client.post("/account/login/", {**data, "next": address})
    return client.post("/account/login/", data, query_params={"next": address})


@pytest.mark.parametrize("where", ["query", "form"])
@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_to_no_other_host(elm, address, where):
    answer = signs_in(address, where)

    assert (answer.status_code, answer["Location"]) == (302, "/learn/")


@pytest.mark.parametrize("where", ["query", "form"])
@pytest.mark.parametrize("address", ["/learn/record/", "/lead/elm-park/people/?site=north"])
def test_signing_in_leads_to_the_page_one_wanted(elm, address, where):
    answer = signs_in(address, where)

    assert (answer.status_code, answer["Location"]) == (302, address)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_out_leads_to_no_other_host(elm, address):
    client = Client()
    client.force_login(elm.amira)

    answer = client.post("/account/logout/", {"next": address})

    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")


@pytest.mark.parametrize("address", ELSEWHERE)
def test_leaving_takes_no_advice(elm, address):
    client = Client()
    client.force_login(elm.amira)

    answer = client.post("/leave/", {"next": address, "url": address})

    assert answer["Location"] == "https://www.bbc.co.uk/weather"


@pytest.mark.parametrize("address", ["/learn//evil.example/", "/%2Fevil.example/learn"])
def test_no_address_of_ours_is_mended_into_another_host(elm, address):
    client = Client()
    client.force_login(elm.amira)

    answer = client.get(address)

    assert (answer.status_code, answer.headers.get("Location")) == (404, None)
