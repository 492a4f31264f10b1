"""Let people of the demonstration ask to join: by a code, by their domain, and one here already."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.accounts.join_requests import JoiningWay
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation
from courses.packages.yaml_text import load
from courses.usecases.ask_to_join import ask_to_join
from courses.usecases.open_joining import open_joining

FILE = "desk.yaml"


def let_people_ask(*, folder: Path, at: datetime) -> None:
    """Open what ``desk.yaml`` names under ``joining``, where nobody can ask yet."""
    for slug, data in load((folder / FILE).read_text(encoding="utf-8")).data.items():
        organisation = Organisation.objects.get(slug=slug)
        ways = JoiningWay.objects.filter(organisation=organisation)
        if "joining" in data and not ways.exists():
            let_ask(organisation, data["joining"], at=at)


@transaction.atomic
def let_ask(organisation: Organisation, row: Mapping[str, Any], *, at: datetime) -> None:
    """Open the code and the domain of ``row``, and let its people ask by them; all or none."""
    by = Membership.objects.get(organisation=organisation, staff_number=row["by"])
    opened: dict[str, Any] = {
        "organisation": organisation,
        "at": at - timedelta(days=row["ago"]),
        "actor_id": by.user_id,
    }
    code = open_joining(
        site=organisation.sites.get(slug=row["site"]), most_people=row["most_people"], **opened
    )
    domain = open_joining(
        site=organisation.sites.get(slug=row["domain_site"]), domain=row["domain"], **opened
    )
    for one in row["requests"]:
        ask_to_join(
            way=domain if one["email"].endswith(f"@{row['domain']}") else code,
            email=one["email"],
            name=one["name"],
            staff_number=one.get("number", ""),
            at=at - timedelta(days=one["ago"]),
        )
