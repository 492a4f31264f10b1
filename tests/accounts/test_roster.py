"""Whom a staff file is compared with."""

from datetime import date

from courses.accounts import services
from courses.accounts.roster import roster_of
from courses.accounts.staff_roster import Person
from tests.people import NOON, TODAY, make_user


def test_everybody_stands_there_with_what_limits_a_change(elm, harbour, django_assert_num_queries):
    services.join(
        user=elm.amira, organisation=harbour.organisation, role=harbour.worker, site=harbour.quay,
        valid_from=TODAY, at=NOON,
    )  # fmt: skip
    emails = [
        "amira@elm-park.example",
        "callum@harbour-trust.example",
        "nobody@elm-park.example",
        "",
    ]

    with django_assert_num_queries(11):
        roster = roster_of(elm.organisation, on=TODAY, emails=emails)

    told = {one.name: (one.shared, one.has_access, len(one.posts)) for one in roster.people}
    assert told == {
        "Amira Haddad": (True, False, 1),
        "Ash Turner": (False, True, 1),
        "Grace Whitfield": (False, True, 1),
        "Lewis Grant": (False, True, 1),
        "Noor Siddiqui": (False, True, 1),
        "Sam Porter": (False, False, 0),
    }
    assert roster.elsewhere == {"callum@harbour-trust.example"}
    assert roster.by_number["e006"].left_on == date(2025, 4, 30)
    assert roster.names["site"] == {elm.north.pk: "North", elm.south.pk: "South"}
    assert roster.only("job") == elm.teacher.pk
    assert roster.only("site") is None


def test_somebody_without_an_address_is_found_by_number_alone(elm):
    services.join(
        user=make_user("Jo Bell", None), organisation=elm.organisation, role=elm.teacher,
        site=elm.north, valid_from=TODAY, at=NOON, staff_number="E100",
    )  # fmt: skip

    found = roster_of(elm.organisation, on=TODAY, emails=[]).by_number["e100"]

    assert isinstance(found, Person)
    assert (found.name, found.email) == ("Jo Bell", "")
