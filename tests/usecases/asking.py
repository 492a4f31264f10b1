"""Who was invited and who asks to join, for tests."""

from django.utils import timezone

from courses.accounts import joining
from courses.accounts.invitation import Invitation
from courses.accounts.join_requests import JoiningWay, JoinRequest
from courses.accounts.models import Organisation, Site, User
from courses.accounts.staff_list import Entry
from courses.usecases.ask_to_join import ask_to_join
from courses.usecases.open_joining import open_joining
from tests.people import NOON, TODAY


def way_into(site: Site, by: User, **changes) -> JoiningWay:
    """Open a way to ask to join at a site: a code, unless a domain is named."""
    fields = {"organisation": site.organisation, "site": site, "at": NOON, "actor_id": by.pk}
    return open_joining(**(fields | changes))


def asks(way: JoiningWay, **changes) -> JoinRequest:
    """Let Mei, or somebody else, ask to join."""
    fields = {
        "way": way,
        "email": "mei@example.org",
        "name": "Mei Tan",
        "staff_number": "",
        "at": NOON,
    }
    return ask_to_join(**(fields | changes))


def asking_of(by: User, organisation: Organisation, site: str) -> dict[str, object]:
    """Return what leads to an open joining code and a request that waits."""
    way = JoiningWay.objects.open().filter(organisation=organisation).first()
    way = way or way_into(organisation.sites.get(slug=site), by)
    asking = JoinRequest.objects.filter(organisation=organisation).first()
    asking = asking or asks(way, email=f"asks@{organisation.slug}.example", name="Robin Asks")
    return {"way": way.pk, "asking": asking.pk}


def invitation_to(organisation: Organisation, site: str) -> tuple[str, Invitation]:
    """Return the open invitation of an organisation's next starter, with its token."""
    token = f"token-of-{organisation.slug}"
    if there := Invitation.objects.filter(organisation=organisation).first():
        return token, there
    dara = ("Dara Quayle", "dara@harbour-trust.example")
    name, email = {"elm-park": ("Mei Tan", "mei@elm-park.example")}.get(organisation.slug, dara)
    entry = Entry(
        row=1,
        name=name,
        email=email,
        role_id=organisation.roles.get().pk,
        site_id=organisation.sites.get(slug=site).pk,
        team_id=None,
        staff_number="",
        starts_on=TODAY,
    )
    at = timezone.now()
    members = joining.add_people(organisation=organisation, entries=[entry], at=at, actor_id=None)
    (invitation,) = joining.invite(
        organisation=organisation, entries=[entry], tokens=[token], members=members,
        offered=joining.Offered(), at=at, actor_id=None,
    )  # fmt: skip
    return token, invitation
