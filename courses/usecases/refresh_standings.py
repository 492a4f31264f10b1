"""Work out the standings kept for lists and counts again, where facts have changed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.common.dates import local_date
from courses.compliance import services as compliance
from courses.compliance.keeping import people_changed, rules_now, standings_to_keep
from courses.compliance.kept_tables import StandingMark
from courses.compliance.people_kept import keep_people, people_to_keep
from courses.compliance.queries import Rule, rules_of

BATCH = 1_000  # people a transaction
# A fact bears the moment at which its request began, and is seen when its transaction ends. None
# lasts as long: requests end after a minute, bulk work is written in pieces.
LONGEST_TRANSACTION = timedelta(minutes=10)


def refresh_standings(*, organisation: Organisation, at: datetime, anew: bool = False) -> int:
    """Keep the standings of whoever has changed since the last time; return of how many people.

    Of everybody the first time, where a rule has changed, and with ``anew``. Each batch of people
    is a transaction of its own: a broken-off run, or two at once, leave nothing wrong behind, for
    until the mark has moved whoever had changed is worked out when asked for.
    """
    with transaction.atomic():
        mark = compliance.lock_mark(organisation)
    now = rules_now(organisation.pk)
    rules = rules_of([organisation.pk])[organisation.pk]
    ids = None
    if mark.known_at and (mark.rules_number, mark.rules_sum) == now and not anew:
        changed = people_changed(organisation.pk, known_at=mark.known_at)
        ids = sorted(member for member, _user in changed)
    number = 0
    on = local_date(at)
    for members in batches(organisation, ids):
        keep(organisation, members, rules, on=on)
        number += len(members)
    count_on(organisation, on=on)
    with transaction.atomic():
        mark, day = locked(organisation, on)
        keep_people(
            organisation_id=organisation.pk,
            membership_ids=people_to_keep(organisation.pk, on=day),
            on=day,
        )
        compliance.move_mark(
            mark=mark, known_at=at - LONGEST_TRANSACTION, rules=now, counted_on=day
        )
    return number


def locked(organisation: Organisation, on: date) -> tuple[StandingMark, date]:
    """Return the locked mark, and the day for which numbers are to be kept.

    ``on``, or a later one that they are kept for already: a run that began before midnight spoils
    nothing of one that began after it. From the first that is kept for a later day on, those of
    the earlier one are not everybody's any more.
    """
    mark = compliance.lock_mark(organisation)
    day = max(on, mark.counted_on or on)
    if mark.counted_on not in {None, day}:
        compliance.count_no_day(mark=mark)
    return mark, day


def batches(organisation: Organisation, ids: list[int] | None) -> Iterator[list[Membership]]:
    """Yield these members, or all, some at a time."""
    people = Membership.objects.filter(organisation=organisation).order_by("pk")
    if ids is not None:
        for first in range(0, len(ids), BATCH):
            yield list(people.filter(pk__in=ids[first : first + BATCH]))
        return
    last = 0
    while found := list(people.filter(pk__gt=last)[:BATCH]):
        yield found
        last = found[-1].pk


@transaction.atomic
def keep(
    organisation: Organisation, members: list[Membership], rules: list[Rule], *, on: date
) -> None:
    """Keep the standings of ``members`` in place of those kept before, and their numbers."""
    _mark, day = locked(organisation, on)
    ids = [member.pk for member in members]
    compliance.keep_standings(
        organisation_id=organisation.pk,
        membership_ids=ids,
        rows=standings_to_keep(members, rules=rules),
    )
    keep_people(organisation_id=organisation.pk, membership_ids=ids, on=day)


def count_on(organisation: Organisation, *, on: date) -> None:
    """Keep the numbers of ``on`` of whoever's are of earlier days."""
    ids = people_to_keep(organisation.pk, on=on)
    for first in range(0, len(ids), BATCH):
        with transaction.atomic():
            _mark, day = locked(organisation, on)
            some = ids[first : first + BATCH]
            keep_people(organisation_id=organisation.pk, membership_ids=some, on=day)
