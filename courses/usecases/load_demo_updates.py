"""Log what the demonstration learnt otherwise: talks with who was there, training elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Team
from courses.catalogue.models import Course
from courses.common.dates import local_date
from courses.learning.brought import BroughtRecord
from courses.learning.evidence import Evidence, made_plain
from courses.learning.update_services import Held
from courses.learning.updates import TeamUpdate
from courses.packages.yaml_text import load
from courses.usecases.accept_record import accept_record
from courses.usecases.load_demo_changes import tell_of_a_change
from courses.usecases.log_update import log_update, note_present
from courses.usecases.offer_with_file import offer_with_file

FILE = "desk.yaml"


def log_updates(*, folder: Path, courses: Mapping[str, Course], at: datetime) -> None:
    """Log what ``desk.yaml`` names for each organisation that has logged nothing yet.

    And have what changed in a course of its own read.
    """
    for slug, data in load((folder / FILE).read_text(encoding="utf-8")).data.items():
        organisation = Organisation.objects.get(slug=slug)
        if not TeamUpdate.objects.filter(organisation=organisation).exists():
            log_rows(organisation, data.get("updates", []), courses, at)
        if not BroughtRecord.objects.filter(organisation=organisation).exists():
            Bringing(organisation, courses, folder, at).add(data)
    tell_of_a_change(folder=folder, at=at)


@transaction.atomic
def log_rows(
    organisation: Organisation,
    rows: list[Mapping[str, Any]],
    courses: Mapping[str, Course],
    at: datetime,
) -> None:
    """Log every row, or none; ``there`` are staff numbers."""
    members = Membership.objects.filter(organisation=organisation).select_related("user")
    people = {one.staff_number: one for one in members}
    for row in rows:
        moment = at - timedelta(days=row["ago"])
        lead = people[row["by"]].user
        held = Held(
            kind=row["kind"],
            title=row["title"],
            on=local_date(moment),
            minutes=row["minutes"],
            led_by=row.get("led_by", lead.name),
            team=Team.objects.filter(organisation=organisation, name=row.get("team", "")).first(),
            course=courses.get(row.get("course", "")),
            belief=row.get("belief", ""),
        )
        update = log_update(
            organisation=organisation, held=held, key=uuid4(), at=moment, actor_id=lead.pk
        )
        there = [people[number] for number in row["there"]]
        note_present(update=update, members=there, at=moment, actor_id=lead.pk)


@dataclass(frozen=True, slots=True)
class Bringing:
    """What people of one organisation did elsewhere; the files that show it lie in ``folder``."""

    organisation: Organisation
    courses: Mapping[str, Course]
    folder: Path
    at: datetime

    @transaction.atomic
    def add(self, data: Mapping[str, Any]) -> None:
        """Let people, ``by`` their staff numbers, say what they did; ``accepted`` or waiting."""
        for row in data.get("brought", []):
            member = self.member(row["by"])
            made = offer_with_file(
                file=self.shown(row.get("file")),
                membership=member,
                course=self.courses[row["course"]],
                completed_on=local_date(self.days_ago(row["done"])),
                minutes=row["minutes"],
                evidence=row["evidence"],
                at=self.days_ago(row["ago"]),
            )
            if "accepted" in row:
                accept_record(
                    brought=made,
                    membership=member,
                    at=self.days_ago(row["accepted"]),
                    actor_id=self.member(data["by"]).user_id,
                )

    def days_ago(self, days: int) -> datetime:
        """Return the moment so many days before the demonstration is loaded."""
        return self.at - timedelta(days=days)

    def shown(self, name: str | None) -> Evidence | None:
        """Return the file that shows it, or None."""
        return made_plain((self.folder / name).read_bytes()) if name else None

    def member(self, number: str) -> Membership:
        """Return the member of this staff number."""
        return Membership.objects.get(organisation=self.organisation, staff_number=number)
