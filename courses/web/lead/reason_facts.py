"""What stands beside the reasons of a standing for a lead: who set the rule, excuses, reminders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from courses.accounts.membership import Membership
from courses.accounts.queries import names_by_user
from courses.common.dates import local_date
from courses.compliance.assigning import assignments_of
from courses.compliance.assignments import Assignment
from courses.compliance.extending import extensions_of
from courses.compliance.extensions import Extension
from courses.compliance.models import Exemption
from courses.compliance.reasons import Reason, Writing, exemptions_of, writings_of
from courses.learning.besides import Besides, besides
from courses.notifications.models import Message
from courses.notifications.queries import messages_to
from courses.web.besides_words import besides_words, is_lacking
from courses.web.presenters import day_in_words
from courses.web.reasons import OPEN

LATEST = 3  # reminders
NOTHING = Besides()


@dataclass(frozen=True, slots=True)
class Beside:
    """What is on record beside the dates.

    Who wrote each rule, excuses, days of reminders, more time, and what else was learned.
    """

    writings: Mapping[UUID, Sequence[Writing]]
    names: Mapping[int, str]
    exemptions: Sequence[Exemption]
    reminded: Sequence[date]
    extensions: Sequence[Extension] = ()
    besides: Besides = NOTHING
    assignments: Sequence[Assignment] = ()

    def steps(self, reason: Reason, *, on: date) -> list[str]:
        """Return what is told of one rule beside its own steps, a sentence each."""
        trace = reason.trace
        words = [*besides_words(reason, self.besides), *self.asked_by(reason)]
        if trace.exemption is not None:
            words += [
                _("Excused because: %s.") % one.reason.rstrip(".")
                for one in self.exemptions
                if one.rule == reason.rule.identifier and one.valid_from <= on <= one.valid_until
            ]
        words += self.given_time(reason)
        if trace.finding.state in OPEN and trace.since is not None:
            words.append(reminded_words([day for day in self.reminded if day <= on]))
        return words

    def asked_by(self, reason: Reason) -> list[str]:
        """Return who set the rule, or who gave the course by a day."""
        given = reason.trace.assigned
        if given is None:
            return self.written(self.writings.get(reason.rule.identifier, ()))
        names = [
            self.names.get(one.recorded_by_id or 0, "")
            for one in self.assignments
            if (one.rule, one.valid_from, one.due_on)
            == (reason.rule.identifier, given.valid_from, given.due_on)
        ]
        return [_("Given by %s.") % name for name in names[:1] if name]

    def given_time(self, reason: Reason) -> list[str]:
        """Return why the due day was put back, and by whom."""
        given = reason.trace.extension
        if given is None:
            return []
        return [
            by_whom_words(one, self.names)
            for one in self.extensions
            if (one.rule, one.valid_from, one.due_on)
            == (reason.rule.identifier, given.valid_from, given.due_on)
        ][:1]

    def written(self, writings: Sequence[Writing]) -> list[str]:
        """Return who set a rule, and who changed it last."""
        if not writings:
            return []
        first, last = writings[0], writings[-1]
        words = [self.by(first, _("Rule set on %s."), _("Rule set on %(day)s by %(name)s."))]
        if last.at != first.at:
            by_whom = _("Last changed on %(day)s by %(name)s.")
            words.append(self.by(last, _("Last changed on %s."), by_whom))
        return words

    def by(self, writing: Writing, alone: str, by_whom: str) -> str:
        """Return the day of a writing, and the name of who it was where that is known."""
        day = day_in_words(local_date(writing.at))
        name = self.names.get(writing.by_id or 0, "")
        return by_whom % {"day": day, "name": name} if name else alone % day


def beside(
    member: Membership,
    reasons: Sequence[Reason],
    *,
    on: date,
    known_at: datetime | None = None,
) -> Beside:
    """Return what is on record beside ``reasons`` of one person; five queries.

    Two more where a rule waits for its course: what was learned besides. One more where a course
    was given by a day.
    """
    writings = writings_of([one.rule.identifier for one in reasons], known_at=known_at)
    people = {one.by_id for found in writings.values() for one in found if one.by_id}
    extensions = extensions_of(member, known_at=known_at)
    has_own = any(one.trace.assigned for one in reasons)
    assignments = assignments_of(member, known_at=known_at) if has_own else []
    people |= {one.recorded_by_id for one in (*extensions, *assignments) if one.recorded_by_id}
    sent = messages_to(member.user, organisation_id=member.organisation_id)
    return Beside(
        writings=writings,
        names=names_by_user(people),
        exemptions=exemptions_of(member, known_at=known_at),
        reminded=[
            local_date(one.sent_at or one.queued_at)
            for one in sent
            if one.kind == Message.Kind.REMINDER
        ],
        extensions=extensions,
        besides=besides(member, on=on, known_at=known_at) if is_lacking(reasons) else NOTHING,
        assignments=assignments,
    )


def by_whom_words(extension: Extension, names: Mapping[int, str]) -> str:
    """Return why more time was given, and by whom where that is known."""
    name = names.get(extension.recorded_by_id or 0, "")
    reason = extension.reason.rstrip(".")
    if not name:
        return _("More time because: %s.") % reason
    return _("More time by %(name)s, because: %(reason)s.") % {"name": name, "reason": reason}


def reminded_words(days: Sequence[date]) -> str:
    """Return when the person was last reminded; ``days`` the latest first."""
    if not days:
        return _("No reminder has been sent.")
    told = ", ".join(day_in_words(day) for day in reversed(days[:LATEST]))
    return _("Reminded by email on %s.") % told
