"""Whose signed records an organisation accepts, in the browser."""

import pytest

from courses.learning.acceptance import AcceptanceRule, TrustedIssuer
from tests.carrying import ISSUER, foreign_issuer
from tests.usecases.trusting import accepting, trusted_by
from tests.web.reading import errors_of, heading_of, text_of

HOME = "/lead/elm-park/setup/records/"
FIELDS = {"name": "Harbour training", "address": f"{ISSUER}/", "keys": foreign_issuer()}


@pytest.fixture
def ash(elm, harbour, sign_in):
    """Return Ash's browser, signed in."""
    return sign_in(elm.ash)


def rule_with(here, **changes):
    return {
        "issuer": "here",
        "their_course": "their-course",
        "course": str(here.pk),
        "months": "12",
        "how": "rule",
    } | changes


def said(answer):
    return [words for _link, words in errors_of(answer)]


def test_an_issuer_is_named_and_ended(ash):
    assert f'href="{HOME}"' in ash.get("/lead/elm-park/setup/").content.decode()
    assert "No rule yet." in text_of(ash.get(HOME))
    assert heading_of(ash.get(f"{HOME}issuers/new/")) == "Name another platform"

    named = text_of(ash.post(f"{HOME}issuers/new/", FIELDS, follow=True))
    again = said(ash.post(f"{HOME}issuers/new/", FIELDS))
    issuer = TrustedIssuer.objects.get()
    ending = f"{HOME}issuers/{issuer.pk}/end/"
    asked = text_of(ash.get(ending))
    ended = text_of(ash.post(ending, follow=True))

    assert "Signed records of Harbour training can be checked now." in named
    assert f"Harbour training {ISSUER} Since" in named
    assert again == ["You accept its records already, or those of its key"]
    assert "Rules about it end too. What was accepted stays." in asked
    assert "Signed records of Harbour training are not accepted any more." in ended
    assert ash.get(ending).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "Enter its name"),
        ({"address": "http://a.example"}, "Enter an address that begins with https://"),
        ({"address": "no address"}, "Enter an address that begins with https://"),
        ({"keys": ""}, "Paste its public key"),
        ({"keys": "-----BEGIN PRIVATE KEY-----"}, "That is a private key."),
    ],
)
def test_what_is_wrong_about_an_issuer_is_said(ash, changes, words):
    (one,) = said(ash.post(f"{HOME}issuers/new/", FIELDS | changes))

    assert one.startswith(words)
    assert TrustedIssuer.objects.count() == 0


def test_a_rule_is_made_and_ended(ash, elm, small_course):
    issuer = trusted_by(elm.organisation, elm.ash)
    made = text_of(ash.post(f"{HOME}rules/new/", rule_with(small_course.course), follow=True))
    again = said(ash.post(f"{HOME}rules/new/", rule_with(small_course.course)))
    fields = rule_with(small_course.course, issuer=str(issuer.pk), how="lead", months="1")
    both = text_of(ash.post(f"{HOME}rules/new/", fields, follow=True))
    own = AcceptanceRule.objects.get(issuer=None)
    ending = f"{HOME}rules/{own.pk}/end/"
    asked = heading_of(ash.get(ending))
    ended = text_of(ash.post(ending, follow=True))

    assert "The rule holds for what is handed in from now on." in made
    assert "This site, their-course stands for A small course when completed at most 12" in made
    assert "Accepted at once." in made
    assert again == ["There is a rule about that course already. End it first"]
    assert "at most 1 month ago. A lead looks at each." in both
    assert asked == "End the rule about their-course"
    assert "The rule has ended." in ended
    assert ash.get(ending).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"issuer": "99"}, "Select a valid choice. 99 is not one of the available choices."),
        ({"issuer": ""}, "Choose whose records"),
        ({"their_course": "two words"}, "Enter letters, digits and hyphens"),
        ({"course": "0"}, "Choose a course from the list"),
        ({"months": "0"}, "Enter at least 1 month"),
        ({"months": "1000"}, "Enter at most 60 months"),
        ({"months": "a year"}, "Enter the months as a number, such as 12"),
        ({"how": ""}, "Choose who decides"),
    ],
)
def test_what_is_wrong_about_a_rule_is_said(ash, small_course, changes, words):
    (one,) = said(ash.post(f"{HOME}rules/new/", rule_with(small_course.course, **changes)))

    assert one.startswith(words)
    assert AcceptanceRule.objects.count() == 0


def test_leads_and_other_organisations_do_not_come_here(elm, harbour, small_course, sign_in):
    rule = accepting(harbour.organisation, harbour.beth, small_course.course)

    assert sign_in(elm.lewis).get(HOME).status_code == 404
    assert sign_in(elm.ash).post(f"{HOME}rules/{rule.pk}/end/").status_code == 404
