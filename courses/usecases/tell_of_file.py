"""Tell whoever asked for a file that it is ready or could not be made: once, without any data."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from courses.notifications import services as notifications
from courses.notifications.models import Message
from courses.notifications.tasks import send_due
from courses.reporting.list_files import ListFile
from courses.reporting.models import InspectionPack


def tell_of_file(file: ListFile | InspectionPack, *, is_ready: bool, at: datetime) -> None:
    """Queue the mail about ``file`` to whoever asked for it, within the caller's transaction.

    A second one about the same file changes nothing.
    """
    is_pack = isinstance(file, InspectionPack)
    pages = "inspection/packs" if is_pack else "exports/files"
    context = {
        "name": file.by.name,
        "organisation": file.organisation.name,
        "is_pack": is_pack,
        "is_ready": is_ready,
        "asked_at": file.asked_at,
        "url": f"{settings.SITE_URL}/lead/{file.organisation.slug}/{pages}/{file.reference}/",
    }
    notifications.queue(
        key=f"file:{file.reference}",
        kind=Message.Kind.LIST,
        recipient=file.by,
        organisation=file.organisation,
        subject=render_to_string("courses/email/file_subject.txt", context).strip(),
        body=render_to_string("courses/email/file.txt", context),
        due_at=at,
    )
    transaction.on_commit(send_due.enqueue)
