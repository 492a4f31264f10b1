"""Give a mail that could not be delivered its tries again."""

from datetime import datetime

from django.db import transaction

from courses.audit.services import record
from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due


@transaction.atomic
def send_again(*, message: Message, at: datetime, actor_id: int | None) -> bool:
    """Let ``message`` leave now; False, and nothing written, where it waits or has left."""
    if not notifications.send_again(message=message, at=at):
        return False
    record(
        verb="sent-again",
        about=message,
        organisation_id=message.organisation_id or 0,
        actor_id=actor_id,
        at=at,
        details={"kind": message.kind},
    )
    transaction.on_commit(send_due.enqueue)
    return True
