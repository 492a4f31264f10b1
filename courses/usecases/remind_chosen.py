"""Remind people whom a lead has chosen: one mail each, and never a second on one day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from courses.accounts.membership import Membership
from courses.compliance.queries import standings_of
from courses.learning.openings import not_open_in
from courses.notifications.by_hand import told_with, wanted_by_hand
from courses.notifications.many import Letter, remind_many
from courses.notifications.plan import Plan
from courses.notifications.planning import plan_of
from courses.notifications.queries import not_given, reminded_among, reminder_key
from courses.notifications.reminders import Wanted
from courses.reporting.bulk import Doing, Sorted
from courses.usecases.send_reminders import add_minutes, letter

NOTHING, NO_ADDRESS, TOLD_TODAY = "nothing-to-do", "no-address", "told-today"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it would be sent to ``name``; it leaves at once, or ``waits_until`` then."""

    name: str
    subject: str
    body: str
    waits_until: datetime | None


@dataclass
class Reminding:
    """Reminding the chosen people of what they have to do, or of one ``course`` of it."""

    doing: Doing
    wanted: dict[int, list[Wanted]] = field(default_factory=dict)
    minutes: dict[int, int] = field(default_factory=dict)

    def sort(self, members: Sequence[Membership]) -> Sorted:
        """Return who is reminded, and who is not and why."""
        on = self.doing.on
        course = self.doing.asked.details.get("course")
        closed = {one for _here, one in not_open_in([self.doing.organisation.pk], on=on)}
        standings = (
            (key, finding)
            for key, finding in standings_of(members, on=on).items()
            if course in {None, key[1]} and key[1] not in closed
        )
        named = wanted_by_hand(standings, on=on)
        add_minutes(
            self.minutes, {way for some in named.values() for one in some for way in one.ways}
        )
        self.wanted = {
            member: kept
            for member, some in named.items()
            if (kept := [one for one in some if any(way in self.minutes for way in one.ways)])
        }
        told = reminded_among([member.user_id for member in members], on=on)
        found = Sorted()
        for member in members:
            if member.pk not in self.wanted:
                found.leave(member, NOTHING)
            elif not member.user.email or not member.user.is_active:
                found.leave(member, NO_ADDRESS)
            elif member.user_id in told:
                found.leave(member, TOLD_TODAY)
            else:
                found.done.append(member)
        return found

    def write(self, members: Sequence[Membership]) -> tuple[list[int], list[int]]:
        """Put one mail for each of ``members`` into the outbox; nothing of it can be taken back.

        In quiet hours and on quiet days it waits there, as every reminder.
        """
        on, here = self.doing.on, self.doing.organisation
        plan = plan_of(here.pk)
        leaves = plan.next_allowed(self.doing.at)
        told = [
            one for member in members for one in told_with(self.wanted[member.pk], on=on, plan=plan)
        ]
        fresh: dict[int, list[Wanted]] = {}
        for one in not_given(told):
            fresh.setdefault(one.membership_id, []).append(one)
        letters = []
        for member in members:
            subject, body = self.words_for(member, plan)
            key = reminder_key(member.user_id, on)
            tells = (*self.wanted[member.pk], *fresh.get(member.pk, ()))
            letters.append(Letter(key, member.user, here, leaves, tells, subject, body))
        remind_many(letters, at=self.doing.at)
        return [], []

    def mail_to(self, member: Membership) -> Mail:
        """Return the mail that ``write`` would send to ``member``, one of those to remind."""
        plan = plan_of(self.doing.organisation.pk)
        subject, body = self.words_for(member, plan)
        leaves = plan.next_allowed(self.doing.at)
        return Mail(member.user.name, subject, body, leaves if leaves > self.doing.at else None)

    def words_for(self, member: Membership, plan: Plan) -> tuple[str, str]:
        """Return subject and text of the mail to ``member``."""
        wanted = self.wanted[member.pk]
        places = [self.doing.organisation] * len(wanted)
        return letter(member.user, wanted, places, self.minutes, on=self.doing.on, plan=plan)
