"""Making an organisation."""

from datetime import timedelta

import pytest

from courses.accounts.joining import LIFE
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, User
from courses.audit.services import UnknownVerb
from courses.common.vocabulary import VERBS
from courses.notifications.models import Message
from courses.usecases.create_organisation import create_organisation
from tests.people import NOON
from tests.tables import everything, trail


def create(**changes):
    fields = {
        "slug": "oak-hill",
        "name": "Oak Hill",
        "nation": "W",
        "sector": "school",
        "site": "Ysgol Ôl",
        "job": "Staff",
        "admin_email": "Head@Oak-Hill.example",
        "admin_name": "Rhys Ap",
        "at": NOON,
    }
    return create_organisation(**(fields | changes))


def test_organisation_site_job_and_administrator_are_made_in_one_go(db):
    made = create()

    organisation = Organisation.objects.get()
    site, role = organisation.sites.get(), organisation.roles.get()
    member = Membership.objects.get()
    assert (organisation.name, organisation.nation, organisation.sector) == (
        "Oak Hill",
        "W",
        "school",
    )
    assert (site.slug, site.name, site.nation) == ("ysgol-ol", "Ysgol Ôl", "W")
    assert (role.slug, role.name) == ("staff", "Staff")
    assert (made.is_new, made.invitation.access, made.invitation.access_site) == (
        True,
        "admin",
        None,
    )
    assert (member.user.email, member.user.name) == ("head@oak-hill.example", "Rhys Ap")
    assert Message.objects.get().address == "head@oak-hill.example"
    assert [verb for verb, *_ in trail(organisation.pk)] == ["created-organisation", "invited"]


def test_names_without_latin_letters_have_an_address_all_the_same(db):
    create(site="Школа", job="教师")

    organisation = Organisation.objects.get()
    assert (organisation.sites.get().slug, organisation.roles.get().slug) == ("main", "staff")


def test_a_second_time_writes_nothing(db):
    create()
    before = everything()

    made = create(name="Another name", at=NOON + timedelta(days=1))

    assert (made.is_new, made.invitation, made.is_administrator) == (False, None, False)
    assert everything() == before


def test_a_link_that_has_run_out_is_sent_again(db):
    first = create().invitation

    made = create(at=NOON + LIFE)

    assert made.invitation == first
    assert Message.objects.count() == 2
    assert User.objects.count() == 1


def test_an_organisation_that_is_there_gets_another_administrator(elm):
    made = create(slug="elm-park")

    assert (made.is_new, made.organisation) == (False, elm.organisation)
    assert made.invitation.access == "admin"


def test_who_administers_it_or_works_there_is_not_invited(elm):
    before = everything()

    there = create(slug="elm-park", admin_email="ash@elm-park.example")
    works = create(slug="elm-park", admin_email="amira@elm-park.example")

    assert (there.is_administrator, there.invitation) == (True, None)
    assert (works.is_administrator, works.invitation) == (False, None)
    assert everything() == before


@pytest.mark.parametrize("verb", ["created-organisation", "invited"])
def test_without_its_audit_event_nothing_is_written(db, monkeypatch, verb):
    before = everything()
    monkeypatch.delitem(VERBS, verb)

    with pytest.raises(UnknownVerb):
        create()

    assert everything() == before
