"""Writes of the lists that leads keep and are told of. No transaction is opened here."""

from datetime import date, datetime, timedelta

from courses.accounts.models import Organisation, User
from courses.common.dates import add_months
from courses.reporting.lists import SavedView, ScheduledList

Every = ScheduledList.Every


def hold_owner(owner: User) -> None:
    """Hold the owner's row until the commit: what they keep is counted one at a time."""
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)


def keep_view(
    *,
    organisation: Organisation,
    owner: User,
    page: str,
    name: str,
    query: str,
    is_shared: bool,
    at: datetime,
) -> SavedView:
    """Keep filters under a name; one statement."""
    return SavedView.objects.create(
        organisation=organisation,
        owner=owner,
        page=page,
        name=name,
        query=query,
        is_shared=is_shared,
        saved_at=at,
    )


def rename_view(*, view: SavedView, name: str, is_shared: bool) -> None:
    """Give a view another name, and share it or not; one statement."""
    view.name, view.is_shared = name, is_shared
    view.save(update_fields=["name", "is_shared"])


def drop_view(*, view: SavedView) -> bool:
    """Keep a view no longer; False where it is so. One statement."""
    gone, _tables = SavedView.objects.filter(pk=view.pk).delete()
    return bool(gone)


def number_of_views(*, organisation: Organisation, owner: User) -> int:
    """Return how many views somebody keeps there; one query."""
    return SavedView.objects.filter(organisation=organisation, owner=owner).count()


def named(*, organisation: Organisation, owner: User, page: str, name: str) -> SavedView | None:
    """Return the view of this name, or None; one query."""
    mine = SavedView.objects.filter(organisation=organisation, owner=owner, page=page, name=name)
    return mine.first()


def next_day(every: str, *, after: date) -> date:
    """Return the day of the next list: a week later, or the same day of the next month."""
    return after + timedelta(days=7) if every == Every.WEEK else add_months(after, 1)


def schedule(
    *,
    organisation: Organisation,
    owner: User,
    page: str,
    query: str,
    every: str,
    on: date,
    at: datetime,
) -> tuple[ScheduledList, bool]:
    """Return the schedule of this list and interval, made if it was not there, and whether."""
    return ScheduledList.objects.get_or_create(
        organisation=organisation,
        owner=owner,
        page=page,
        query=query,
        every=every,
        defaults={"made_at": at, "next_on": next_day(every, after=on)},
    )


def number_of_schedules(*, organisation: Organisation, owner: User) -> int:
    """Return how many lists somebody is told of there; one query."""
    return ScheduledList.objects.filter(organisation=organisation, owner=owner).count()


def advance(*, scheduled: ScheduledList, on: date) -> bool:
    """Note that the list of ``on`` is told; False where somebody was faster; one statement."""
    waiting = ScheduledList.objects.filter(
        pk=scheduled.pk, next_on=scheduled.next_on, paused_at__isnull=True
    )
    later = next_day(scheduled.every, after=on)
    return bool(waiting.update(last_on=on, next_on=later))


def pause(*, scheduled: ScheduledList, at: datetime) -> bool:
    """Tell of this list no more until its owner goes on; False where it is so. One statement."""
    told = ScheduledList.objects.filter(pk=scheduled.pk, paused_at__isnull=True)
    return bool(told.update(paused_at=at))


def go_on(*, scheduled: ScheduledList, on: date) -> bool:
    """Tell of this list again, for the first time one interval from ``on``; False where it is so.

    One statement.
    """
    paused = ScheduledList.objects.filter(pk=scheduled.pk, paused_at__isnull=False)
    return bool(paused.update(paused_at=None, next_on=next_day(scheduled.every, after=on)))


def drop_schedule(*, scheduled: ScheduledList) -> bool:
    """Tell of this list never again; False where there is none. One statement."""
    gone, _tables = ScheduledList.objects.filter(pk=scheduled.pk).delete()
    return bool(gone)
