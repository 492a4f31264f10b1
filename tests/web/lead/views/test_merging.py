"""Two records of one person, in the browser."""

import pytest

from courses.common.dates import add_months
from courses.learning.models import Completion
from courses.usecases.record_training import record_training
from tests.people import NOON, STARTED, make_member
from tests.web.reading import errors_of, text_of


@pytest.fixture
def address(elm):
    """Return the address for Amira's record."""
    return f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/merge/"


@pytest.fixture
def second(elm, rule, small_course):
    """Return Amira's second record, with training in it."""
    user = make_member(
        elm.organisation, elm.north, elm.teacher, "A. Haddad", email="ah@elm-park.example"
    )
    record_training(
        membership=elm.membership(user),
        course=small_course.course,
        completed_on=STARTED,
        minutes=60,
        evidence="Seen",
        at=NOON,
    )
    return user


def test_what_would_come_over_is_shown_before_it_does(elm, lewis, address, second):
    asked = text_of(lewis.get(address))
    shown = lewis.post(address, {"second": "AH@elm-park.example"})
    yet = Completion.objects.filter(learner=elm.amira).count()
    done = lewis.post(address, {"second": "ah@elm-park.example", "confirmed": "1"})

    assert "Somebody entered twice has their training in two halves." in asked
    assert "A small course, 2 September 2024" in text_of(shown)
    assert (yet, done.status_code) == (0, 303)
    assert Completion.objects.get(learner=elm.amira).completed_on == STARTED
    there = text_of(lewis.get(done["Location"]))
    assert "The training of the second record came over: 1." in there
    assert "1 person: 1 second record came over and left." in there
    undone = text_of(lewis.post(done["Location"], {"undo": "1"}, follow=True))
    assert "This was undone: everybody is as they were before it." in undone
    lewis.post(address, {"second": "ah@elm-park.example", "confirmed": "1"})
    nothing = text_of(lewis.post(address, {"second": "ah@elm-park.example"}))
    assert "Nothing: this record has all of it already, or there is none." in nothing


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter a staff number or an email address"),
        ("E999", "Nobody here has this number or address. Check it"),
        ("callum@harbour-trust.example", "Nobody here has this number or address. Check it"),
        ("amira@elm-park.example", "That is this record itself. Enter the other one"),
    ],
)
@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}])
def test_what_cannot_be_merged_is_explained(lewis, address, typed, words, confirmed):
    answer = lewis.post(address, {"second": typed, **confirmed})

    assert errors_of(answer) == [("#id_second", words)]


def test_who_holds_access_or_has_not_begun_is_explained(elm, lewis, address, second, today):
    access = lewis.post(address, {"second": "noor@elm-park.example", "confirmed": "1"})
    elm.membership(second).periods.update(valid_from=add_months(today, 12))
    coming = lewis.post(address, {"second": "ah@elm-park.example", "confirmed": "1"})

    assert "leads, writes or administers" in errors_of(access)[0][1]
    told = "That record has not begun yet. Enter the other one"
    assert errors_of(coming) == [("#id_second", told)]


def test_only_over_the_whole_organisation_and_linked_from_the_person(elm, lewis, noor, address):
    person = f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/"

    assert noor.get(address).status_code == 404
    assert address in lewis.get(person).text
    assert address not in noor.get(person).text
