"""A builder of one open invitation."""

from django.utils import timezone

from courses.accounts import joining
from courses.accounts.invitation import Invitation
from courses.accounts.models import Organisation
from courses.accounts.staff_list import Entry
from tests.people import TODAY


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
