"""Questions about the lists that leads keep and are told of."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from courses.reporting.lists import SavedView, ScheduledList


def views_for(*, organisation_id: int, user_id: int, page: str = "") -> list[SavedView]:
    """Return the views that somebody sees: their own, and the shared ones; by name; one query."""
    seen = SavedView.objects.filter(
        Q(owner=user_id) | Q(is_shared=True), organisation=organisation_id
    )
    if page:
        seen = seen.filter(page=page)
    return list(seen.select_related("owner").order_by("name", "pk"))


def own_view(pk: int, *, organisation_id: int, user_id: int) -> SavedView | None:
    """Return this view where it is somebody's own; None when missing or another's; one query."""
    mine = SavedView.objects.filter(organisation=organisation_id, owner=user_id, pk=pk)
    return mine.select_related("organisation", "owner").first()


def schedules_of(*, organisation_id: int, user_id: int) -> list[ScheduledList]:
    """Return the lists that somebody is told of, the first made first; one query."""
    mine = ScheduledList.objects.filter(organisation=organisation_id, owner=user_id)
    return list(mine.order_by("made_at", "pk"))


def own_schedule(key: UUID, *, organisation_id: int, user_id: int) -> ScheduledList | None:
    """Return this scheduled list where it is somebody's own; None otherwise; one query."""
    mine = ScheduledList.objects.filter(organisation=organisation_id, owner=user_id, key=key)
    return mine.select_related("organisation", "owner").first()


def schedules_due(*, on: date) -> list[ScheduledList]:
    """Return the lists to be told of on ``on``, of every organisation; one query."""
    due = ScheduledList.objects.filter(next_on__lte=on, paused_at__isnull=True)
    return list(due.select_related("organisation", "owner").order_by("pk"))
