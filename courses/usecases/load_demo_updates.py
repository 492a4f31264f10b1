"""Log what the demonstration learnt otherwise: talks with who was there, training elsewhere."""

from collections.abc import Mapping
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
from courses.learning.update_services import Held
from courses.learning.updates import TeamUpdate
from courses.packages.yaml_text import load
from courses.usecases.log_update import log_update, note_present
from courses.usecases.offer_record import offer_record

FILE = "desk.yaml"


def log_updates(*, folder: Path, courses: Mapping[str, Course], at: datetime) -> None:
    """Log what ``desk.yaml`` names for each organisation that has logged nothing yet."""
    for slug, data in load((folder / FILE).read_text(encoding="utf-8")).data.items():
        organisation = Organisation.objects.get(slug=slug)
        if not TeamUpdate.objects.filter(organisation=organisation).exists():
            log_rows(organisation, data.get("updates", []), courses, at)
        if not BroughtRecord.objects.filter(organisation=organisation).exists():
            bring_rows(organisation, data.get("brought", []), courses, at)


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


@transaction.atomic
def bring_rows(
    organisation: Organisation,
    rows: list[Mapping[str, Any]],
    courses: Mapping[str, Course],
    at: datetime,
) -> None:
    """Let people, ``by`` their staff numbers, say what they did elsewhere; all of it waits."""
    for row in rows:
        moment = at - timedelta(days=row["ago"])
        offer_record(
            membership=Membership.objects.get(organisation=organisation, staff_number=row["by"]),
            course=courses[row["course"]],
            completed_on=local_date(at - timedelta(days=row["done"])),
            minutes=row["minutes"],
            evidence=row["evidence"],
            at=moment,
        )
