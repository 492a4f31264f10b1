"""Tags in the browser: one person's, many people's, the filter of a list, the list itself."""

from uuid import uuid4

import pytest

from courses.accounts.models import Tag
from courses.accounts.tagging import every_tagging_of
from tests.web.reading import errors_of, text_of

PEOPLE = "/lead/elm-park/people/"


@pytest.fixture
def tag(elm, harbour):
    """Return the tag "Driver" of Elm Park; Harbour Trust has one too."""
    Tag.objects.create(organisation=harbour.organisation, slug="skipper", name="Skipper")
    return Tag.objects.create(organisation=elm.organisation, slug="driver", name="Driver")


@pytest.fixture
def lewis(elm, harbour, sign_in):
    """Return Lewis's browser, signed in."""
    return sign_in(elm.lewis)


def test_a_person_is_tagged_and_found_by_it(elm, lewis, tag):
    member = elm.membership(elm.amira)
    page = f"{PEOPLE}{member.pk}/tags/"

    refused = lewis.post(page, {"tags": ["0"]})
    saved = lewis.post(page, {"tags": [tag.pk]})

    assert errors_of(refused) == [("#id_tags_0", "Choose tags from the list")]
    assert (saved.status_code, saved["Location"]) == (303, f"{PEOPLE}{member.pk}/")
    person = text_of(lewis.get(f"{PEOPLE}{member.pk}/"))
    assert "The tags of Amira Haddad are saved." in person
    assert "Tags Driver" in person
    assert "Tagged Driver" in person
    assert lewis.get(page).context["form"]["tags"].value() == [str(tag.pk)]
    found = text_of(lewis.get(f"{PEOPLE}?tag=driver"))
    assert "1 person with these filters" in found
    assert ("Amira Haddad" in found, "Noor Siddiqui" in found) == (True, False)


def test_many_people_are_tagged_at_once_after_a_look(elm, lewis, tag):
    member = elm.membership(elm.amira)
    address = f"{PEOPLE}chosen/tag/?person={member.pk}"

    asked = lewis.post(address, {})
    checked = lewis.post(address, {"key": uuid4(), "tag": tag.pk, "how": "on"})
    hidden = {field.name: field.value() for field in checked.context["form"]}
    done = lewis.post(address, {**hidden, "confirmed": "1"}, follow=True)

    assert [words for _link, words in errors_of(asked)][-2:] == [
        "Choose a tag",
        "Choose whether to put it on or take it off",
    ]
    assert "1 person: the tag of 1 will change." in text_of(checked)
    assert "Change it for 1 person" in text_of(checked)
    assert "the tag of 1 changed" in text_of(done)
    assert [one.tag for one in every_tagging_of(member)] == [tag]


def test_without_tags_the_filter_is_not_there_and_the_pages_say_where_they_come_from(elm, lewis):
    member = elm.membership(elm.amira)
    told = "Your organisation has no tags yet. An administrator adds them under Set-up."

    assert "Any tag or none" not in text_of(lewis.get(PEOPLE))
    assert told in text_of(lewis.get(f"{PEOPLE}{member.pk}/tags/"))
    assert told in text_of(lewis.get(f"{PEOPLE}chosen/tag/?person={member.pk}"))


def test_an_administrator_keeps_the_list_of_tags(elm, sign_in, tag):
    ash, listed = sign_in(elm.ash), "/lead/elm-park/setup/tags/"

    ash.post(listed, {"name": "First aider"})
    twice = ash.post(listed, {"name": "first AIDER"})
    ash.post(f"{listed}driver/", {"name": "Drives the minibus"})
    page = text_of(ash.get(listed))
    gone = ash.post(f"{listed}driver/delete/", {}, follow=True)

    assert errors_of(twice) == [("#id_name", "You already have “first AIDER”. Enter another name")]
    assert ("First aider" in page, "Drives the minibus" in page) == (True, True)
    assert "Drives the minibus deleted" in text_of(gone)
    assert sorted(elm.organisation.tags.values_list("name", flat=True)) == ["First aider"]
