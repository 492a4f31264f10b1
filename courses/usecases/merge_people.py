"""Two records of one person: the training of the second comes over, and the second leaves."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction

from courses.accounts.access import holds_access
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, User
from courses.accounts.staff import periods_from
from courses.accounts.staff_many import hold, periods_among, revert
from courses.audit.services import record
from courses.common.dates import local_date
from courses.learning import services as learning
from courses.learning.models import Completion
from courses.learning.queries import completions_of
from courses.reporting import bulk_services as bulk
from courses.reporting.bulk import Asked, BulkAction, Outcome
from courses.usecases.hold_person import carry_over
from courses.usecases.leave_site import leave_site


class NotTwoRecords(ValueError):
    """They are one and the same record, or of two organisations."""


class SecondHasAccess(ValueError):
    """The second record leads, writes or administers: that is ended first, by who may."""


@transaction.atomic
def merge_people(
    *, kept: Membership, second: Membership, at: datetime, by: User
) -> BulkAction | None:
    """Bring what ``second`` completed over to ``kept``; return what can be taken back for a day.

    Each becomes recorded training of ``kept`` on its day, in its version, saying where it came
    from. The second record leaves; everything of it stays as it is and can be opened. A legal hold
    on one of them stands on both from then on. A second time nothing is written, and None returned.

    :raises NotTwoRecords: when they are the same, or of two organisations.
    :raises SecondHasAccess: when ``second`` holds access beyond learning.
    :raises BeforeFirstDay: when ``second`` has not begun yet.
    """
    today = local_date(at)
    if kept.pk == second.pk or kept.organisation_id != second.organisation_id:
        raise NotTwoRecords
    if holds_access(second, on=today):
        raise SecondHasAccess
    # The organisation's row is the lock: two at once have no other row in common.
    Organisation.objects.select_for_update(no_key=True).get(pk=kept.organisation_id)
    coming = to_bring(kept=kept, second=second)
    last_day = last_day_of(second, today=today)
    if not coming and last_day is None:
        return None
    hold([kept, second])
    before = set(periods_among([second]))
    brought = [
        learning.record_outside(
            learner_id=kept.user_id,
            organisation_id=kept.organisation_id,
            course=one.course,
            completed_on=one.completed_on,
            minutes=one.minutes,
            evidence=evidence_of(second, one),
            version=one.version,
            at=at,
            actor_id=by.pk,
        ).pk
        for one in coming
    ]
    if last_day is not None:
        leave_site(membership=second, last_day=last_day, at=at, actor_id=by.pk)
    carry_over(kept=kept, second=second, at=at, actor_id=by.pk)
    record(
        verb="merged",
        about=kept,
        organisation_id=kept.organisation_id,
        actor_id=by.pk,
        at=at,
        details={"second": second.pk, "brought": len(coming)},
    )
    after = set(periods_among([second]))
    outcome = Outcome(
        done=(second.pk,),
        ended=tuple(sorted(before - after)),
        made=tuple(sorted(after - before)),
        brought=tuple(brought),
    )
    return noted(kept, second, outcome, by=by, at=at)


def noted(
    kept: Membership, second: Membership, outcome: Outcome, *, by: User, at: datetime
) -> BulkAction:
    """Keep what was written, so that it can be taken back."""
    action, _is_new = bulk.begin(
        key=uuid4(),
        kind=BulkAction.Kind.MERGE,
        organisation=kept.organisation,
        by=by,
        asked=Asked((second.pk,), {"kept": kept.pk}),
        at=at,
    )
    bulk.finish(action=action, outcome=outcome, at=at)
    return action


def take_back(
    members: set[int],
    made: Sequence[int],
    ended: Sequence[int],
    *,
    at: datetime,
    actor_id: int,
    brought: Sequence[int] = (),
) -> set[int]:
    """Let the second record work here again and take back what came over; return whose it was.

    Where the second record was changed meanwhile, nothing is taken back. What was brought and has
    been changed since stays.
    """
    moved = bool(made or ended)
    back = revert(members, made=made, ended=ended, at=at, actor_id=actor_id) if moved else members
    if back:
        learning.take_outside_back(brought, at=at)
    return back


def to_bring(*, kept: Membership, second: Membership) -> Sequence[Completion]:
    """Return what ``second`` completed here and ``kept`` has not on that day; two queries."""
    mine = {
        (one.course_id, one.completed_on)
        for one in completions_of(learner=kept.user)
        if one.organisation_id == kept.organisation_id
    }
    return [
        one
        for one in completions_of(learner=second.user)
        if one.organisation_id == second.organisation_id
        and (one.course_id, one.completed_on) not in mine
    ]


def last_day_of(second: Membership, *, today: date) -> date | None:
    """Return the last day to give: yesterday, or the first day where that is later.

    None where the record has left already.
    """
    periods = periods_from(second, on=today)
    if not periods:
        return None
    yesterday = today - timedelta(days=1)
    return yesterday if periods[0].valid_from <= yesterday else today


def evidence_of(second: Membership, one: Completion) -> str:
    """Return where a completion came from, in words for the record."""
    number = second.staff_number or f"record {second.pk}"
    words = f"From a second record of the same person ({number})"
    return f"{words}: {one.evidence}"[:500] if one.evidence else words
