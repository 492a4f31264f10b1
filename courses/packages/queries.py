"""Questions about uploaded packages; pages ask for one organisation."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from courses.accounts.models import Organisation
from courses.common.scope import only_of
from courses.packages.models import ImportRun

SHOWN = 50


def runs_of(organisation: Organisation) -> list[ImportRun]:
    """Return the latest uploads of ``organisation``, newest first; one query."""
    runs = ImportRun.objects.filter(organisation=organisation).select_related("by")
    return list(runs.order_by("-at", "-pk")[:SHOWN])


def run_at(*, organisation: Organisation, reference: UUID) -> ImportRun | None:
    """Return the upload of ``organisation`` at this address, or None."""
    runs = ImportRun.objects.filter(organisation=organisation, reference=reference)
    return runs.select_related("by", "version__course", "organisation").first()


def waiting_since(before: datetime, *, organisation_id: int | None = None) -> QuerySet[ImportRun]:
    """Return the uploads of one organisation or of all that wait since before ``before``."""
    here = only_of(organisation_id)
    runs = ImportRun.objects.filter(state=ImportRun.State.WAITING, at__lt=before, **here)
    return runs.order_by("pk")
