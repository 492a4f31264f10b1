"""Extra time that a lead gives one person."""

import pytest

from courses.accounts.membership import Membership
from courses.accounts.models import Preference
from tests.tables import everything, verbs_about
from tests.web.reading import errors_of, heading_of, text_of, title_of

ASKED = "They asked for it"


@pytest.fixture
def lewis(elm, harbour, sign_in):
    """Return Lewis's browser, signed in."""
    return sign_in(elm.lewis)


@pytest.fixture
def member(elm):
    """Return Amira's membership."""
    return elm.membership(elm.amira)


def page_of(member):
    return f"/lead/elm-park/people/{member.pk}/extra-time/"


def test_it_is_given_with_a_reason_and_stands_on_the_persons_page(lewis, member):
    answer = lewis.post(page_of(member), {"percent": "50", "reason": ASKED})

    person = f"/lead/elm-park/people/{member.pk}/"
    assert (answer.status_code, answer["Location"]) == (303, person)
    text = text_of(lewis.get(person))
    assert "The extra time of Amira Haddad is saved." in text
    assert f"50% at quizzes: {ASKED}" in text
    assert verbs_about(member)[0] == "gave-extra-time"


def test_what_holds_is_chosen_and_can_be_ended(lewis, member):
    lewis.post(page_of(member), {"percent": "25", "reason": ASKED})
    page = lewis.get(page_of(member))

    lewis.post(page_of(member), {"percent": "0", "reason": ASKED})

    assert "Extra time at quizzes" in heading_of(page)
    assert page.context["form"]["percent"].value() == 25
    kept = Membership.objects.get(pk=member.pk)
    assert (kept.extra_time_percent, kept.extra_time_reason) == (0, "")
    assert "at quizzes:" not in text_of(lewis.get(f"/lead/elm-park/people/{member.pk}/"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"reason": ASKED}, "Select how much extra time"),
        ({"percent": "75", "reason": ASKED}, "Select how much extra time"),
        ({"percent": "25"}, "Choose a reason"),
        ({"percent": "25", "reason": "An illness"}, "Choose a reason from the list"),
    ],
)
def test_what_is_none_of_the_list_is_refused(lewis, member, data, words):
    before = everything()

    page = lewis.post(page_of(member), data)

    assert title_of(page).startswith("Error: ")
    assert [said for _link, said in errors_of(page)] == [words]
    assert everything() == before


def test_no_reason_of_the_list_asks_for_health(lewis, member):
    text = text_of(lewis.get(page_of(member))).lower()

    for word in ("dyslexia", "disab", "medical", "illness", "condition"):
        assert word not in text


def test_what_a_person_chose_for_themselves_is_not_shown(lewis, elm, member):
    Preference.objects.create(user=elm.amira, extra_time_percent=100)

    pages = [lewis.get(page_of(member)), lewis.get(f"/lead/elm-park/people/{member.pk}/")]

    assert pages[0].context["form"]["percent"].value() == 0
    assert "at quizzes:" not in text_of(pages[1])


def test_somebody_outside_ones_sites_is_not_there(elm, harbour, sign_in):
    noor = sign_in(elm.noor)

    answers = [
        noor.get(page_of(elm.membership(elm.ash))),
        noor.post(page_of(elm.membership(elm.ash)), {"percent": "25", "reason": ASKED}),
    ]

    assert [one.status_code for one in answers] == [404, 404]
