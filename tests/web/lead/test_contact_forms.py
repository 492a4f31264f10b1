"""The form of a contact: what is asked, kept and refused."""

import pytest

from courses.accounts.models import Site
from courses.web.lead.contact_forms import ContactForm

MO = {"slot": "safeguarding-lead", "name": "Mo Khan", "phone": "01632  960001"}
NORTH = Site(slug="north", name="North")


def form(**changes):
    return ContactForm(data=MO | changes, sites=[NORTH])


def test_the_usual_words_stand_in_for_a_purpose_left_empty():
    filled = form(site="north")

    assert filled.is_valid()
    assert (filled.cleaned_data["purpose"], filled.cleaned_data["phone"]) == (
        "Safeguarding lead: tell them first",
        "01632 960001",
    )
    own = form(purpose="Ask Mo")
    assert (own.is_valid(), own.cleaned_data["purpose"]) == (True, "Ask Mo")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"slot": ""}, "slot", "Choose what the contact is for"),
        ({"slot": "friend"}, "slot", "Choose what the contact is for, from the list"),
        ({"site": "quay"}, "site", "Choose a site from the list"),
        ({"name": " "}, "name", "Enter a name"),
        (
            {"phone": "at the desk"},
            "phone",
            "Enter a telephone number in digits, like 01632 960001 or +44 1632 960001",
        ),
        ({"email": "mo"}, "email", "Enter an email address like name@example.org"),
        ({"url": "not a page"}, "url", "Enter a web address like https://example.org/form"),
        ({"url": "ftp://example.org/"}, "url", "Enter a web address that begins with https://"),
        (
            {"phone": ""},
            "phone",
            "Enter a telephone number, or else an email or web address",
        ),
        (
            {"slot": "recording-form"},
            "url",
            "Enter the web address: staff open it from the page",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes, field, words):
    assert form(**changes).errors == {field: [words]}


@pytest.mark.parametrize("how", [{"email": "mo@example.org"}, {"url": "example.org/mo"}])
def test_one_way_to_reach_somebody_is_enough(how):
    assert form(phone="", **how).is_valid()
