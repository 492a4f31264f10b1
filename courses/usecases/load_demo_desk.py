"""Put on the desks of the demonstration what waits there: invitations and uploaded packages."""

import secrets
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from courses.accounts import joining
from courses.accounts.invitation import Invitation
from courses.accounts.membership import Membership
from courses.accounts.models import Organisation, Role, Site, Team
from courses.accounts.staff_list import Entry
from courses.catalogue.models import Course
from courses.catalogue.queries import newest_published
from courses.catalogue.recalling import recalled
from courses.common.dates import local_date
from courses.notifications.models import Message
from courses.packages import uploads
from courses.packages.formats.native import zipped
from courses.packages.models import ImportRun
from courses.packages.yaml_text import load
from courses.usecases.accept_invitation import accept_invitation
from courses.usecases.check_package import check_package
from courses.usecases.confirm_import import confirm_import
from courses.usecases.invite_staff import invite_staff, withdraw_invitation

FILE = "desk.yaml"


def lay_desks(*, folder: Path, courses: Mapping[str, Course], at: datetime) -> None:
    """Lay the desk of each organisation of ``desk.yaml``; what lies on one already stays."""
    for slug, data in load((folder / FILE).read_text(encoding="utf-8")).data.items():
        desk = Desk(Organisation.objects.get(slug=slug), at)
        if not Invitation.objects.filter(organisation=desk.organisation).exists():
            desk.invite(data["by"], data["invitations"])
        if not ImportRun.objects.filter(organisation=desk.organisation).exists():
            for row in data["packages"]:
                desk.upload(row, courses[row["course"]])


@dataclass
class Desk:
    """What waits in one organisation on the day ``at``."""

    organisation: Organisation
    at: datetime

    def member(self, number: str) -> Membership:
        """Return who has this staff number."""
        members = Membership.objects.filter(organisation=self.organisation)
        return members.select_related("user").get(staff_number=number)

    @transaction.atomic
    def invite(self, by: str, rows: list[Mapping[str, Any]]) -> None:
        """Send every invitation of ``rows`` and let it come to what it came to, or none."""
        actor_id = self.member(by).user_id
        for number, row in enumerate(rows, start=1):
            at = self.at - timedelta(days=row["ago"])
            (invitation,) = invite_staff(
                organisation=self.organisation,
                entries=[self.entry(number, row, at)],
                at=at,
                actor_id=actor_id,
            )
            self.settle(invitation, row.get("became", ""), at, actor_id)
            # What is past was sent then: the demonstration's first start sends no mail.
            Message.objects.filter(due_at=at, sent_at__isnull=True).update(sent_at=at, body="")

    def entry(self, number: int, row: Mapping[str, Any], at: datetime) -> Entry:
        """Return one row as a good row of a staff list."""
        here = self.organisation
        team = Team.objects.filter(organisation=here, name=row.get("team", "")).first()
        return Entry(
            row=number,
            name=row["name"],
            email=row["email"],
            role_id=Role.objects.get(organisation=here, name=row["role"]).pk,
            site_id=Site.objects.get(organisation=here, slug=row["site"]).pk,
            team_id=team.pk if team else None,
            staff_number=row["number"],
            starts_on=local_date(at),
        )

    def settle(self, invitation: Invitation, became: str, at: datetime, actor_id: int) -> None:
        """Let ``invitation`` be answered or taken back an hour later; else it waits or runs out."""
        later = at + timedelta(hours=1)
        if became == "accepted":
            token = secrets.token_urlsafe(32)
            joining.renew(invitation=invitation, token=token, at=later)
            accept_invitation(token=token, at=later)
        elif became == "withdrawn":
            withdraw_invitation(invitation=invitation, at=later, actor_id=actor_id)

    def upload(self, row: Mapping[str, Any], course: Course) -> None:
        """Upload an adaptation of ``course`` as it is offered; a draft if told so."""
        by, at = self.member(row["by"]).user, self.at - timedelta(days=row["ago"])
        run = check_package(
            path=uploads.receive([adapted(course, row)]),
            file_name=row["file"],
            organisation=self.organisation,
            by=by,
            at=at,
        )
        if row.get("became") == "draft":
            confirm_import(run=run, at=at, actor_id=by.pk)


def adapted(course: Course, row: Mapping[str, Any]) -> bytes:
    """Return the package of ``course`` under a later number, with the changes that ``row`` names.

    ``sentences``: by lesson, what is added at the end of its first passage. ``replaced``: by file,
    what stands there (the first time) and what takes its place.
    """
    version = newest_published(course)
    if version is None:
        message = f"Nothing of {course} is published"
        raise LookupError(message)
    number = f"{version.major}.{version.minor}.{version.patch + row['add']}"
    packed = BytesIO()
    with (
        zipfile.ZipFile(
            BytesIO(zipped(recalled(version), media=Path(settings.DATA_DIR) / "media"))
        ) as before,
        zipfile.ZipFile(packed, "w") as after,
    ):
        for member in before.infolist():
            text = before.read(member).decode()
            if member.filename == "course.yaml":
                text = text.replace(version.version, number, 1)
            lesson = member.filename.removeprefix("lessons/").removesuffix(".md")
            if sentence := row.get("sentences", {}).get(lesson):
                text = text.replace("\n///", f"\n{sentence}\n\n///", 1)
            if swap := row.get("replaced", {}).get(member.filename):
                text = text.replace(swap["was"], swap["now"], 1)
            after.writestr(member, text.encode())
    return packed.getvalue()
