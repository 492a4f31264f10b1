"""What the tables of organisations and people refuse, and how addresses and names are kept."""

import pytest
from django.db import IntegrityError, transaction

from courses.accounts.models import Organisation, Role, Site, Team, User
from tests.people import PASSWORD, make_user


def refused(row, refusal):
    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        row.save()


def test_an_address_is_kept_in_lower_case_and_a_name_folded(db):
    user = make_user("Siân  Ŵyn Pritchard", "Sian@Elm-Park.Example")

    assert (user.email, user.folded_name) == ("sian@elm-park.example", "sian wyn pritchard")
    user.name = "Siân Price"
    user.save()
    assert User.objects.get().folded_name == "sian price"


def test_the_longest_name_is_kept_though_its_letters_grow_when_folded(db):
    user = make_user("ß" * 200, "sian@elm-park.example")

    user.refresh_from_db()
    assert (user.name, user.folded_name) == ("ß" * 200, "s" * 200)


@pytest.mark.parametrize("typed", ["amira@elm-park.example", "AMIRA@Elm-Park.example"])
def test_a_person_is_found_by_their_address_whatever_its_case(elm, typed):
    assert User.objects.get_by_natural_key(typed) == elm.amira


def test_nobody_is_found_without_an_address(elm):
    elm.amira.email = None
    elm.amira.save()

    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(None)


@pytest.mark.parametrize("empty", ["", None])
def test_no_address_is_null_and_several_people_may_have_none(db, empty):
    for name in ("One", "Two"):
        make_user(name, empty)

    assert list(User.objects.values_list("email", flat=True)) == [None, None]


def test_empty_text_is_no_address(elm):
    with pytest.raises(IntegrityError, match="email_is_never_empty_text"), transaction.atomic():
        User.objects.filter(pk=elm.amira.pk).update(email="")


def test_an_address_is_one_persons(elm):
    refused(User(name="Another Amira", email="Amira@elm-park.example"), "email")


def test_a_password_is_kept_as_a_hash_and_none_opens_nothing(db):
    with_one = make_user("Amira Haddad", "amira@elm-park.example")
    without = User.objects.create_user(email="noor@elm-park.example", name="Noor Siddiqui")

    assert (with_one.check_password(PASSWORD), with_one.password == PASSWORD) == (True, False)
    assert (without.has_usable_password(), without.check_password("")) == (False, False)
    assert (str(with_one), with_one.is_platform_staff, with_one.is_active) == (
        "Amira Haddad",
        False,
        True,
    )


def test_an_address_word_is_one_organisations(elm, harbour):
    refused(Organisation(slug="elm-park", name="Another"), "slug")
    assert str(elm.organisation) == "Elm Park"


@pytest.mark.parametrize(
    ("model", "names"),
    [(Site, {"slug": "north"}), (Role, {"slug": "class-teacher"}), (Team, {"name": "Year 4"})],
)
def test_places_and_roles_are_named_once_in_an_organisation(elm, harbour, model, names):
    Team.objects.create(organisation=elm.organisation, name="Year 4")
    fields = {"name": "Another", **names}

    refused(model(organisation=elm.organisation, **fields), "organisation")
    elsewhere = model(organisation=harbour.organisation, **fields)
    elsewhere.save()

    assert str(elsewhere) == fields["name"]
