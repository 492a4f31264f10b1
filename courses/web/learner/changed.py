"""What changed in courses that the learner completed, as To do shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from courses.learning.change_queries import notices_for
from courses.web.learner.todo import Entry


@dataclass(frozen=True, slots=True)
class Changed:
    """One change to be read: of which course, how long it takes, and where it stands."""

    title: str
    organisation: str
    minutes: int
    url: str


def changed_rows(entries: Sequence[Entry]) -> list[Changed]:
    """Return what is to be read of the courses that are complete; one query if any is."""
    done = {one.enrolment.pk: one for one in entries if one.enrolment and one.is_complete}
    completed = [one.enrolment for one in done.values() if one.enrolment]
    found = notices_for(completed) if completed else {}
    return [
        Changed(
            notice.version.title,
            done[pk].organisation.name,
            notice.minutes,
            reverse("learner:change", args=[enrolment.registration]),
        )
        for pk, notice in found.items()
        for enrolment in [done[pk].enrolment]
        if enrolment
    ]
