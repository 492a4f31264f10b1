"""Pure rules of what a rule may ask for: what contradicts itself is named, and never stored."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from courses.compliance.renewing import LEAP_YEAR, WHOLE_YEARS, Renewal
from courses.compliance.status import DUE_SOON_DAYS, Revision

FIRST_DAY = date(2000, 1, 1)
LONGEST_AHEAD = timedelta(days=2 * 366)
LONGEST_TO_DUE = timedelta(days=5 * 366)
MOST_DAYS = 730
MOST_MONTHS = 120
SHORTEST_MONTH = 28


class Fault(StrEnum):
    """What makes a rule impossible."""

    STARTS_TOO_EARLY = "starts_too_early"
    STARTS_TOO_LATE = "starts_too_late"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    DUE_BEFORE_START = "due_before_start"
    DUE_TOO_LATE = "due_too_late"
    DUE_BEFORE_OPENING = "due_before_opening"
    NO_MONTHS = "no_months"
    TOO_MANY_MONTHS = "too_many_months"
    WINDOW_TOO_LONG = "window_too_long"
    NO_WHOLE_YEARS = "no_whole_years"
    NO_SUCH_DAY = "no_such_day"
    GRACE_TOO_LONG = "grace_too_long"
    GRACE_OF_NOTHING = "grace_of_nothing"
    REFRESHER_OF_NOTHING = "refresher_of_nothing"
    RENEWS_ITSELF = "renews_itself"
    RENEWS_IN_A_CIRCLE = "renews_in_a_circle"


class ImpossibleRule(ValueError):
    """The rule contradicts itself, or another one; ``faults`` say how."""

    def __init__(self, faults: Collection[Fault]) -> None:
        super().__init__(", ".join(faults))
        self.faults = tuple(faults)


def faults_of(
    revision: Revision,
    *,
    course_id: int,
    today: date,
    renewed_by: Collection[tuple[int, int]] = (),
) -> list[Fault]:
    """Return everything that makes a rule about ``course_id`` impossible; empty where nothing does.

    ``renewed_by``: pairs of a course and the shorter one that renews it, by the other rules.
    """
    return [
        *faults_of_days(revision, today=today),
        *faults_of_months(revision),
        *faults_of_renewal(revision),
        *faults_of_refresher(revision, course_id=course_id, renewed_by=renewed_by),
    ]


def faults_of_days(revision: Revision, *, today: date) -> list[Fault]:
    """Return what is wrong with the days on which the rule begins, ends and is first due."""
    starts, ends, due = revision.effective_from, revision.effective_until, revision.due_on
    wrong = {
        Fault.STARTS_TOO_EARLY: starts < FIRST_DAY,
        Fault.STARTS_TOO_LATE: starts > today + LONGEST_AHEAD,
        Fault.ENDS_BEFORE_IT_STARTS: ends is not None and ends < starts,
        Fault.DUE_BEFORE_START: due is not None and due < starts,
        Fault.DUE_TOO_LATE: (due is not None and due > starts + LONGEST_TO_DUE)
        or (revision.due_days or 0) > MOST_DAYS,
    }
    return [fault for fault, is_wrong in wrong.items() if is_wrong]


def faults_of_months(revision: Revision) -> list[Fault]:
    """Return what is wrong with how long it is held and when renewal opens."""
    months = revision.valid_months
    if months is None:
        return []
    wrong = {
        Fault.NO_MONTHS: months < 1,
        Fault.TOO_MANY_MONTHS: months > MOST_MONTHS,
        Fault.WINDOW_TOO_LONG: revision.renew_window_days >= max(months, 1) * SHORTEST_MONTH,
    }
    return [fault for fault, is_wrong in wrong.items() if is_wrong]


def faults_of_renewal(revision: Revision) -> list[Fault]:
    """Return what is wrong with the day from which the next period counts."""
    faults = []
    yearly = revision.renewal is not Renewal.COMPLETION
    if yearly and revision.valid_months not in WHOLE_YEARS:
        faults.append(Fault.NO_WHOLE_YEARS)
    if revision.renewal is Renewal.FIXED_DAY and not is_day_of_year(revision.fixed):
        faults.append(Fault.NO_SUCH_DAY)
    if revision.grace_days > DUE_SOON_DAYS:
        faults.append(Fault.GRACE_TOO_LONG)
    if revision.grace_days and revision.valid_months is None:
        faults.append(Fault.GRACE_OF_NOTHING)
    return faults


def is_day_of_year(fixed: tuple[int, int] | None) -> bool:
    """Test whether ``fixed`` is a month and a day of it, 29 February among them."""
    if fixed is None or not 1 <= fixed[0] <= 12:
        return False
    return 1 <= fixed[1] <= monthrange(LEAP_YEAR, fixed[0])[1]


def faults_of_refresher(
    revision: Revision, *, course_id: int, renewed_by: Collection[tuple[int, int]]
) -> list[Fault]:
    """Return what is wrong with the shorter course that renews it."""
    if revision.refresher_id is None:
        return []
    if revision.refresher_id == course_id:
        return [Fault.RENEWS_ITSELF]
    if revision.valid_months is None:
        return [Fault.REFRESHER_OF_NOTHING]
    reached = reachable(revision.refresher_id, renewed_by)
    return [Fault.RENEWS_IN_A_CIRCLE] if course_id in reached else []


def reachable(course_id: int, renewed_by: Collection[tuple[int, int]]) -> set[int]:
    """Return the courses that renew ``course_id``, that renew those, and so on."""
    found: set[int] = set()
    left = {course_id}
    while left:
        left = {shorter for course, shorter in renewed_by if course in left} - found
        found |= left
    return found
