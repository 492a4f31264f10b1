"""Ask some people of the demonstration in passing, some weeks ago."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.learning.corridor import CorridorCheck
from courses.packages.yaml_text import load
from courses.usecases.note_corridor_check import note_corridor_check

FILE = "desk.yaml"


def ask_in_corridors(*, folder: Path, at: datetime) -> None:
    """Ask whom ``desk.yaml`` names in each organisation where nobody was asked yet."""
    for slug, data in load((folder / FILE).read_text(encoding="utf-8")).data.items():
        organisation = Organisation.objects.get(slug=slug)
        if not CorridorCheck.objects.filter(organisation=organisation).exists():
            ask_rows(organisation, data.get("corridor", []), at)


@transaction.atomic
def ask_rows(organisation: Organisation, rows: list[Mapping[str, Any]], at: datetime) -> None:
    """Ask everybody of every row, or nobody; people are staff numbers."""
    members = Membership.objects.filter(organisation=organisation).select_related("user")
    people = {one.staff_number: one for one in members}
    for row in rows:
        site = organisation.sites.get(slug=row["site"])
        for outcome in ("confident", "talked-through"):
            for number in row[outcome]:
                note_corridor_check(
                    membership=people[number],
                    site_id=site.pk,
                    topic=row["topic"],
                    was_confident=outcome == "confident",
                    at=at - timedelta(days=row["ago"]),
                    actor_id=people[row["by"]].user_id,
                )
