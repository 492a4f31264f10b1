"""A time limit in words: how long one may take, how much is left, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.assessment.models import Attempt
from courses.assessment.timing import EXTENSIONS, Allowance, extension
from courses.common.dates import local_date
from courses.web.presenters import day_in_words

SHORT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a page says of the time of a running attempt, as of when it was made.

    ``more`` is how many minutes one more press adds, 0 where none can be added; ``seen`` how often
    the attempt was lengthened already.
    """

    left: str
    until: str
    allowed: str
    seconds: int
    is_short: bool
    more: int
    seen: int


def clock_of(attempt: Attempt, *, at: datetime) -> Clock | None:
    """Return what to say of the time of ``attempt``; None without a time limit."""
    if attempt.ends_at is None or attempt.minutes_allowed is None:
        return None
    left = attempt.ends_at - at
    return Clock(
        left=time_left(left),
        until=moment(attempt.ends_at, at=at),
        allowed=allowed_words(Allowance(attempt.minutes_allowed, attempt.extra_minutes)),
        seconds=max(0, int(left.total_seconds())),
        is_short=left <= SHORT,
        more=extension(attempt.minutes_allowed) if attempt.extensions < EXTENSIONS else 0,
        seen=attempt.extensions,
    )


def time_left(left: timedelta) -> str:
    """Return "1 hour 5 minutes", whole minutes alone."""
    minutes = int(left.total_seconds()) // 60
    return duration(minutes) if minutes >= 1 else _("less than a minute")


def duration(minutes: int) -> str:
    """Return so many minutes in words, in hours and minutes from an hour on."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%d hour", "%d hours", hours) % hours] if hours else []
    if rest or not hours:
        parts.append(ngettext("%d minute", "%d minutes", rest) % rest)
    return " ".join(parts)


def moment(ends_at: datetime, *, at: datetime) -> str:
    """Return "11:02", with the day where it is not that of ``at``."""
    clock = f"{timezone.localtime(ends_at):%H:%M}"
    day = local_date(ends_at)
    return clock if day == local_date(at) else f"{clock}, {day_in_words(day)}"


def allowed_words(allowed: Allowance) -> str:
    """Return "45 minutes (30 + 15 extra)", or "30 minutes" without extra time."""
    words = ngettext("%d minute", "%d minutes", allowed.total) % allowed.total
    if not allowed.extra:
        return words
    more = _("%(minutes)d + %(extra)d extra")
    return f"{words} ({more % {'minutes': allowed.minutes, 'extra': allowed.extra}})"
