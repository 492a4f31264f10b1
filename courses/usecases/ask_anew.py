"""Ask whoever completed an earlier version to complete a newer one anew, and ask no more."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from django.db import transaction

from courses.accounts.models import Organisation
from courses.audit.services import record
from courses.catalogue.models import Course, CourseVersion
from courses.catalogue.queries import newest_published
from courses.common.dates import local_date
from courses.compliance import services as compliance
from courses.compliance.anew import Anew, reachable
from courses.compliance.rehearsing import number_of, rules_to_come
from courses.usecases.apply_requirements import apply_rules
from courses.usecases.end_requirement import DayHasPassed

Change = Callable[[tuple[Anew, ...]], tuple[Anew, ...]]


class NoRuleAsks(ValueError):
    """No rule asks for the course, so that nobody can be asked to complete it anew."""


@transaction.atomic
def ask_anew(
    *, version: CourseVersion, due_on: date, at: datetime, actor_id: int | None = None
) -> int:
    """Let every rule about the course of ``version`` ask for it anew by ``due_on``.

    Of whoever completed an earlier version: that counts until then. Return how many revisions of
    rules were written; the same again writes none. Days before the London day of ``at`` stay.

    :raises DayHasPassed: when ``due_on`` is not after that day.
    :raises NoRuleAsks: when no rule that is not over asks for the course.
    """
    today = local_date(at)
    if due_on <= today:
        raise DayHasPassed
    hold_rules(version.course, on=today)
    if not rules_to_come(version.course, on=today):
        raise NoRuleAsks
    asked = Anew(number_of(version), due_on, today)

    def also(before: tuple[Anew, ...]) -> tuple[Anew, ...]:
        return before if asked in before else (*before, asked)

    return change_anew(version.course, also, at=at, actor_id=actor_id)


def stop_asking(*, course: Course, at: datetime, actor_id: int | None) -> int:
    """Ask for no version any more that nobody can begin now; return how many revisions that is.

    Called within the transaction that rolls a version back, or withdraws it.
    """
    hold_rules(course, on=local_date(at))
    offered = newest_published(course)
    number = number_of(offered) if offered else None
    return change_anew(course, lambda one: reachable(one, offered=number), at=at, actor_id=actor_id)


def hold_rules(course: Course, *, on: date) -> None:
    """Hold the organisations whose rules ask for ``course`` until the commit, in one order.

    Whoever changes a rule there waits, and is told that it has changed.
    """
    here = {row.organisation_id for row in rules_to_come(course, on=on)}
    rows = Organisation.objects.select_for_update(no_key=True).filter(pk__in=here)
    list(rows.order_by("pk").values("pk"))


def change_anew(course: Course, change: Change, *, at: datetime, actor_id: int | None) -> int:
    """Let the rules about ``course`` ask for what ``change`` makes of it, from today on."""
    today, written = local_date(at), 0
    for row in rules_to_come(course, on=today):
        asked = change(row.anew)
        if asked == row.anew:
            continue
        revised = compliance.revise_rule(
            requirement=row,
            effective_from=max(today, row.effective_from),
            changes={"anew": asked},
            at=at,
            actor_id=actor_id,
        )
        record(
            verb="revised-requirement",
            about=revised,
            organisation_id=revised.organisation_id,
            actor_id=actor_id,
            at=at,
            details={
                "thread": str(revised.thread),
                "from": revised.effective_from.isoformat(),
                "anew": [f"{'.'.join(map(str, one.version))} {one.due_on}" for one in asked],
            },
        )
        transaction.on_commit(partial(apply_rules.enqueue, revised.organisation_id))
        written += 1
    return written
