"""Who asks to join, for tests."""

from courses.accounts.join_requests import JoiningWay, JoinRequest
from courses.accounts.models import Organisation, Site, User
from courses.usecases.ask_to_join import ask_to_join
from courses.usecases.open_joining import open_joining
from tests.people import NOON


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
