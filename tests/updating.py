"""Learning outside the courses, for tests: something held at a site, with somebody there."""

from uuid import uuid4

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, User
from courses.learning.update_services import Held
from courses.learning.updates import TeamUpdate
from courses.usecases.log_update import log_update, note_present
from tests.people import NOON, TODAY


def held(**changes) -> Held:
    """Return a team talk of ten minutes on the day of the tests, changed as told."""
    fields = {
        "kind": TeamUpdate.Kind.BRIEFING,
        "title": "I need proof",
        "on": TODAY,
        "minutes": 10,
        "led_by": "Lewis Grant",
    }
    return Held(**(fields | changes))


def update_of(user: User, organisation: Organisation, site: str, **changes) -> TeamUpdate:
    """Log something for a site with ``user`` there."""
    place = organisation.sites.get(slug=site)
    update = log_update(
        organisation=organisation,
        held=held(site=place, **changes),
        key=uuid4(),
        at=NOON,
        actor_id=user.pk,
    )
    member = Membership.objects.get(user=user, organisation=organisation)
    note_present(update=update, members=[member], at=NOON, actor_id=user.pk)
    return update
