"""The learner's due days as a file for a calendar; it names no course."""

from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from courses.common.calendar import DueDay, calendar
from courses.common.dates import local_date
from courses.web.learner.gate import MemberRequest, learners
from courses.web.learner.todo import Entry, entries_of, has_due_day
from courses.web.responses import SeeOther


@learners(methods=["GET"])
def due_days(request: MemberRequest) -> HttpResponse:
    """Return one entry for each course due today or later; where none is, lead to the list."""
    now = timezone.now()
    today = local_date(now)
    days = [
        DueDay(uid=uid_of(request, entry), day=entry.finding.until)
        for entry in entries_of(learner=request.user, on=today)
        if has_due_day(entry, on=today) and entry.finding and entry.finding.until
    ]
    home = reverse("learner:home")
    if not days:
        return SeeOther(home)
    response = HttpResponse(
        calendar(days, url=settings.SITE_URL + home, at=now),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="safeguarding-training.ics"'
    return response


def uid_of(request: MemberRequest, entry: Entry) -> str:
    """Return what names this duty for ever, so that a moved day replaces the old entry."""
    duty = f"{request.user.pk}:{entry.organisation.pk}:{entry.course.pk}"
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"{sha256(duty.encode()).hexdigest()[:32]}@{host}"
