"""Background work of the outbox."""

from django.utils import timezone
from django_tasks import task

from courses.notifications.services import deliver_due


@task()
def send_due() -> int:
    """Send what is due now and return how many messages left."""
    return deliver_due(at=timezone.now())
