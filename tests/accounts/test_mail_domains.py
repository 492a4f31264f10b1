"""The part of an e-mail address behind the @."""

import pytest

from courses.accounts.mail_domains import (
    FOR_ANYBODY,
    AnybodysDomain,
    NoDomain,
    domain_of,
    own_domain,
)


def test_a_domain_is_taken_as_people_type_it():
    typed = ("Elm-Park.example", " @elm-park.example ", "office@elm-park.example", "a.b-c.sch.uk.")

    assert [own_domain(one) for one in typed] == [*["elm-park.example"] * 3, "a.b-c.sch.uk"]


@pytest.mark.parametrize(
    "typed",
    ["", "@", "elm", "elm park.example", "-elm.example", "elm-.example", "elm..example",
     "é.example", "elm.example/path", "1.2.3.4", "x." * 130 + "uk", "a" * 64 + ".uk"],
)  # fmt: skip
def test_what_is_no_domain_is_refused(typed):
    with pytest.raises(NoDomain):
        own_domain(typed)


def test_where_anybody_can_have_an_address_is_refused():
    for one in ("gmail.com", "me@Outlook.com", "@yahoo.co.uk"):
        with pytest.raises(AnybodysDomain):
            own_domain(one)

    assert all(domain == domain.lower() for domain in FOR_ANYBODY)


def test_the_domain_of_an_address_is_what_stands_behind_the_last_at():
    assert [domain_of(one) for one in ("a@B.example", '"a@b"@c.example', "none")] == [
        "b.example", "c.example", "none",
    ]  # fmt: skip
