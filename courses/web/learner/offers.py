"""Three questions on the learner's list, of courses that they completed before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from courses.accounts.models import User
from courses.assessment.nudging import kind_of
from courses.assessment.recall import open_refreshers
from courses.assessment.refresher import last_day
from courses.common.dates import local_date
from courses.common.links import signed
from courses.web.learner.todo import Entry
from courses.web.presenters import day_from_here


@dataclass(frozen=True, slots=True)
class Offer:
    """Questions that somebody may answer: of which course, where, until when, if once more."""

    title: str
    url: str
    until: str
    kind: str


def offers_of(entries: Sequence[Entry], *, learner: User, at: datetime) -> list[Offer]:
    """Return the refreshers of the courses on the list that are open; one query."""
    titles = {entry.enrolment.pk: entry.title for entry in entries if entry.enrolment}
    return [
        Offer(
            title=titles[one.enrolment_id],
            url=reverse("public:refresher", args=[signed("refresher", one.pk)]),
            until=day_from_here(last_day(local_date(one.offered_at)), on=local_date(at)),
            kind=kind_of(one.stage, again=one.again),
        )
        for one in open_refreshers(learner=learner, at=at)
        if one.enrolment_id in titles
    ]
