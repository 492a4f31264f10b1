"""The contacts page: what an administrator does, and what staff see on the next load."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.catalogue.models import Contact
from courses.catalogue.services import add_local_contact
from courses.common.dates import local_date
from tests.web.reading import errors_of, heading_of, text_of

LIST, CONCERN = "/lead/elm-park/contacts/", "/concern/elm-park/north/"
MO = {
    "slot": "safeguarding-lead", "site": "north", "name": "Mo Khan", "purpose": "",
    "phone": "01632 960001", "email": "", "url": "", "hours": "",
}  # fmt: skip


@pytest.fixture
def ash(elm, harbour, sign_in):
    """Return the administrator's browser."""
    return sign_in(elm.ash)


@pytest.fixture
def old(elm):
    """Return a deputy of all sites whom nobody checked for 400 days."""
    day = local_date(timezone.now()) - timedelta(days=400)
    return add_local_contact(
        organisation=elm.organisation, site=None, slot="deputy", name="Ruth Adeyemi",
        purpose="Deputy", phone="01632 960002", checked_on=day, review_by=day,
    )  # fmt: skip


def test_without_contacts_every_site_is_named(ash):
    text = text_of(ash.get(LIST))

    assert "North has no safeguarding lead" in text
    assert "South has no safeguarding lead" in text
    assert "Nothing entered here." in text


def test_a_new_contact_is_seen_by_staff_on_the_next_load(ash, client):
    answer = ash.post(f"{LIST}new/", MO, follow=True)

    contact = Contact.objects.get()
    assert answer.redirect_chain == [(f"{LIST}#contact-{contact.pk}", 302)]
    assert "Mo Khan saved. Staff see it from now on" in text_of(answer)
    seen = text_of(client.get(CONCERN))
    assert ("Mo Khan" in seen, "Checked by Elm Park on" in seen) == (True, True)
    assert "Ash Turner" not in seen


def test_a_correction_is_seen_on_the_next_load(ash, client, old):
    words = MO | {"slot": "deputy", "site": "", "name": "Ruth Adeyemi", "phone": "01632 960099"}

    ash.post(f"{LIST}{old.pk}/", words)

    seen = text_of(client.get(CONCERN))
    assert ("01632 960099" in seen, "01632 960002" in seen) == (True, False)
    assert "more than a year" not in seen


def test_a_number_nobody_could_dial_is_refused_and_what_was_typed_stays(ash):
    answer = ash.post(f"{LIST}new/", MO | {"phone": "ask me"})

    words = "Enter a telephone number in digits, like 01632 960001 or +44 1632 960001"
    assert errors_of(answer) == [("#id_phone", words)]
    assert 'value="ask me"' in answer.content.decode()
    assert Contact.objects.count() == 0


def test_the_form_opens_with_what_the_address_names_or_what_there_is(ash, old):
    page = ash.get(f"{LIST}new/?slot=deputy&site=south").content.decode()
    assert ('value="deputy" selected' in page, 'value="south" selected' in page) == (True, True)

    answer = ash.get(f"{LIST}{old.pk}/")
    assert heading_of(answer) == "Ruth Adeyemi"
    assert 'value="01632 960002"' in answer.content.decode()


def test_one_click_says_that_a_contact_was_checked_today(ash, old):
    assert "I have checked this today" in text_of(ash.get(LIST))

    answer = ash.post(f"{LIST}{old.pk}/checked/", follow=True)

    text = text_of(answer)
    assert answer.redirect_chain == [(f"{LIST}#contact-{old.pk}", 302)]
    assert ("Ruth Adeyemi: checked today" in text, "Checked by Ash Turner on" in text) == (
        True,
        True,
    )
    assert "I have checked this today" not in text


def test_an_old_contact_is_flagged_here_and_where_staff_look(ash, client, old):
    assert "Ruth Adeyemi was last checked on" in text_of(ash.get(LIST))
    assert "Not checked for more than a year: it may be wrong." in text_of(client.get(CONCERN))


def test_taking_away_asks_first(ash, old, client):
    address = f"{LIST}{old.pk}/remove/"
    assert heading_of(ash.get(address)) == "Take away Ruth Adeyemi?"
    assert "Entered for all sites" in text_of(ash.get(address))
    assert Contact.objects.count() == 1

    answer = ash.post(address, follow=True)

    assert (answer.redirect_chain, Contact.objects.count()) == ([(LIST, 302)], 0)
    assert "Ruth Adeyemi" not in text_of(client.get(CONCERN))


def test_the_preview_is_what_staff_of_that_site_see(ash, mo_khan):
    north, south = ash.get(f"{LIST}at/north/"), ash.get(f"{LIST}at/south/")

    assert heading_of(north) == "What staff at North see"
    assert ("Mo Khan" in text_of(north), "Mo Khan" in text_of(south)) == (True, False)


def test_staff_signed_in_see_which_colleague_checked(ash, amira):
    ash.post(f"{LIST}new/", MO)

    assert "Checked by Ash Turner on" in text_of(amira.get(CONCERN))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_with_more_rows(ash, elm, count, django_assert_num_queries):
    for number in range(count):
        ash.post(f"{LIST}new/", MO | {"name": f"Person {number}"})
    ash.get(LIST)  # the message of the last one

    with django_assert_num_queries(6):
        ash.get(LIST)


def test_an_organisation_without_sites_is_led_to_add_one(ash, elm):
    elm.organisation.concern_page_is_public = False
    elm.organisation.save()

    assert "Your own staff open the page, signed in:" in text_of(ash.get(f"{LIST}at/north/"))
