"""Make the demonstration: bundled courses, invented organisations, people and history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from courses.accounts import services as accounts
from courses.accounts.membership import Access, Membership
from courses.accounts.models import Organisation, Role, Site, Team, User
from courses.accounts.sign_in import DEMO_PASSWORD
from courses.assessment.limits import Limits
from courses.audit.services import record
from courses.catalogue import services as catalogue
from courses.catalogue.models import Course
from courses.catalogue.queries import bundled_version, reviewed_in
from courses.catalogue.review import past
from courses.common.dates import day_ends, local_date
from courses.common.names import fold
from courses.compliance.audience import Audience
from courses.packages.opening import shared_beside
from courses.packages.yaml_text import load
from courses.usecases.apply_requirements import apply_requirements
from courses.usecases.calibrate_minutes import calibrate_minutes
from courses.usecases.give_extra_time import give_extra_time
from courses.usecases.import_package import import_package
from courses.usecases.limit_quiz import limit_quiz
from courses.usecases.load_demo_corridor import ask_in_corridors
from courses.usecases.load_demo_desk import lay_desks
from courses.usecases.load_demo_exits import count_exits
from courses.usecases.load_demo_history import Historian
from courses.usecases.load_demo_inspection import prepare_for_inspections, put_tags_on
from courses.usecases.load_demo_joining import let_people_ask
from courses.usecases.load_demo_lists import add_own_texts, ask_authors, keep_lists
from courses.usecases.load_demo_openings import open_later
from courses.usecases.load_demo_reminders import add_reminders
from courses.usecases.load_demo_room import hold_rooms
from courses.usecases.load_demo_signed import bring_signed
from courses.usecases.load_demo_staff import history_of, staff_of
from courses.usecases.load_demo_updates import log_updates
from courses.usecases.publish_version import publish_version
from courses.usecases.record_training import record_training
from courses.usecases.set_requirement import set_requirement

PLATFORM = "platform@demo.example"
PAST_REVIEW = "Bundled course of the demonstration"
MINUTES = 60


class CourseRefused(Exception):
    """A bundled course has problems; the message lists them."""


def load_demo(*, fixtures: Path, at: datetime) -> list[tuple[str, str]]:
    """Make whatever of the demonstration is missing; return (sign-in address, whose it is).

    Each organisation is one transaction, so a broken-off run is completed by the next.

    :raises CourseRefused: when a bundled course cannot be imported.
    """
    courses = {
        folder.name: bundled_course(folder, at)
        for kind in ("courses", "readings")
        if (fixtures / kind).is_dir()
        for folder in sorted((fixtures / kind).iterdir())
    }
    data = load((fixtures / "demo" / "organisations.yaml").read_text(encoding="utf-8")).data
    password = ""
    for organisation in data:
        if not Organisation.objects.filter(slug=organisation["slug"]).exists():
            password = password or make_password(DEMO_PASSWORD)
            Builder(courses, fixtures / "demo", password, at).build(organisation)
    if not User.objects.filter(email=PLATFORM).exists():
        password = password or make_password(DEMO_PASSWORD)
        User.objects.create(
            name="Platform staff", email=PLATFORM, password=password, is_platform_staff=True
        )
    lay_desks(folder=fixtures / "demo", courses=courses, at=at)
    hold_rooms(folder=fixtures / "demo", courses=courses, at=at)
    log_updates(folder=fixtures / "demo", courses=courses, at=at)
    bring_signed(folder=fixtures / "demo", courses=courses, at=at)
    let_people_ask(folder=fixtures / "demo", at=at)
    ask_in_corridors(folder=fixtures / "demo", at=at)
    prepare_for_inspections([one["slug"] for one in data], at=at)
    calibrate_minutes(at=at)
    return sign_ins(data)


def bundled_course(folder: Path, at: datetime) -> Course:
    """Import and publish one bundled course, unless this version of it is published already.

    :raises CourseRefused: when it has problems.
    """
    text = (folder / "course.yaml").read_text(encoding="utf-8")
    there = bundled_version(slug=folder.name, version=str(load(text).data["version"]))
    if there is not None:
        return there.course
    imported = import_package(path=folder, at=at, shared=shared_beside(folder))
    if imported.version is None:
        raise CourseRefused("\n".join(str(problem) for problem in imported.report.problems))
    overdue = past(reviewed_in(imported.version), on=local_date(at))
    reason = PAST_REVIEW if overdue else ""
    return publish_version(version=imported.version, at=at, reason=reason).course


def sign_ins(data: list[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return the addresses to sign in with, and what each is for."""
    found = [
        (person["sign_in"], f"{person['name']}, {organisation['name']}")
        for organisation in data
        for person in organisation["people"]
        if "sign_in" in person
    ]
    return [*found, (PLATFORM, "Platform staff")]


@dataclass
class Builder:
    """Makes one demonstration organisation; ``password`` is hashed already, once for everybody."""

    courses: Mapping[str, Course]
    folder: Path
    password: str
    at: datetime
    first: str = ""  # the course that an entry means where it names none

    @property
    def today(self) -> date:
        """Return the London day of the run."""
        return local_date(self.at)

    def ago(self, days: int) -> date:
        """Return the day ``days`` before the run."""
        return self.today - timedelta(days=days)

    @transaction.atomic
    def build(self, data: Mapping[str, Any]) -> None:
        """Make the organisation with everything in it, or nothing."""
        organisation = Organisation.objects.create(
            help_email=f"training@{data['slug']}.example",
            **{name: data[name] for name in ("slug", "name", "nation", "sector")},
        )
        sites = {
            site["slug"]: Site.objects.create(
                organisation=organisation, nation=data["nation"], **site
            )
            for site in data["sites"]
        }
        roles = {
            name: Role.objects.create(
                organisation=organisation, slug=fold(name).replace(" ", "-"), name=name
            )
            for name in data["roles"]
        }
        teams = {
            team["name"]: Team.objects.create(
                organisation=organisation, name=team["name"], site=sites.get(team.get("site", ""))
            )
            for team in data.get("teams", [])
        }
        places = Places(organisation, sites, roles, teams)
        self.add_contacts(organisation, sites, data["contacts"])
        for rule in data["rules"]:
            self.add_rule(places, rule)
        self.first = data["rules"][0]["course"]
        members = {}
        for person in [*data["people"], *staff_of(self.folder, data["slug"])]:
            members[person["number"]] = self.add_person(places, person)
        self.relive(data["slug"], members)
        add_reminders(organisation, stuck=members[data["people"][-1]["number"]], at=self.at)
        keep_lists(organisation, at=self.at)
        count_exits(organisation, at=self.at)
        add_own_texts(organisation, at=self.at)
        put_tags_on(organisation, data.get("tags", {}), members=members, at=self.at)
        openings = data.get("openings", [])
        open_later(organisation, openings, courses=self.courses, members=members, at=self.at)
        ask_authors(organisation, at=self.at)
        apply_requirements(organisation=organisation, at=self.at)

    def add_rule(self, places: "Places", rule: Mapping[str, Any]) -> None:
        """Make one rule, for the jobs it names, else for everybody."""
        shorter = rule.get("refresher")
        set_requirement(
            organisation=places.organisation,
            course=self.courses[rule["course"]],
            audience=Audience.of(roles=[places.roles[one].pk for one in rule.get("roles", [])]),
            effective_from=self.ago(rule["since_days"]),
            due_days=rule["due_days"],
            valid_months=rule.get("valid_months"),
            grace_days=rule.get("grace_days", 0),
            refresher=self.courses[shorter] if shorter else None,
            at=min(self.at, day_ends(self.ago(rule["since_days"]))),
        )
        if "quiz_minutes" in rule:
            limit_quiz(
                organisation=places.organisation,
                course=self.courses[rule["course"]],
                limits=Limits(minutes=rule["quiz_minutes"]),
                at=self.at,
                actor_id=None,
            )

    def relive(self, slug: str, members: Mapping[str, Membership]) -> None:
        """Make the history of the organisation's people happen, oldest first."""
        by, events = history_of(self.folder, slug)
        historians = {
            name: Historian(course, members, by, self.at) for name, course in self.courses.items()
        }
        for event in events:
            historians[event.get("course", self.first)].relive(event)

    def add_contacts(
        self,
        organisation: Organisation,
        sites: Mapping[str, Site],
        rows: list[Mapping[str, Any]],
    ) -> None:
        """Enter the organisation's own people and services, for one site or for all."""
        for position, row in enumerate(rows):
            checked = self.ago(row["checked_days"])
            catalogue.add_local_contact(
                organisation=organisation,
                site=sites[row["site"]] if "site" in row else None,
                slot=row["slot"],
                position=position,
                name=row["name"],
                purpose=row["purpose"],
                phone=row["phone"],
                hours=row["hours"],
                checked_on=checked,
                review_by=checked + timedelta(days=180),
            )

    def add_person(self, places: "Places", person: Mapping[str, Any]) -> Membership:
        """Make one person with membership, access and earlier training; again: one more place."""
        organisation = places.organisation
        number = person["number"]
        there = Membership.objects.filter(organisation=organisation, staff_number=number).first()
        user = there.user if there else self.add_user(person)
        started = self.ago(person["started_days"])
        membership = accounts.join(
            user=user,
            organisation=organisation,
            role=places.roles[person["role"]],
            site=places.sites[person["site"]],
            team=places.teams.get(person.get("team", "")),
            staff_number=number,
            valid_from=started,
            valid_until=self.ago(person["left_days"]) if "left_days" in person else None,
            at=min(self.at, day_ends(started)),
        )
        if there is None:
            record(verb="joined", about=membership, organisation_id=organisation.pk, at=self.at)
        for row in person.get("grants", []):
            granted = accounts.grant(
                membership=membership,
                access=Access(row["access"]),
                site=places.sites[row["site"]] if "site" in row else None,
                valid_from=started,
                at=self.at,
            )
            record(verb="granted", about=granted, organisation_id=organisation.pk, at=self.at)
        if "extra_time" in person:
            give_extra_time(
                membership=membership, at=self.at, actor_id=None, **person["extra_time"]
            )
        self.add_history(membership, person.get("completed_days", []))
        return membership

    def add_user(self, person: Mapping[str, Any]) -> User:
        """Make the account of one person."""
        email = person.get("sign_in") or person.get("email")
        return User.objects.create(name=person["name"], email=email, password=self.password)

    def add_history(self, membership: Membership, days: list[int]) -> None:
        """Record earlier training, as many days ago as ``days`` says."""
        for completed in days:
            record_training(
                membership=membership,
                course=self.courses[self.first],
                completed_on=self.ago(completed),
                minutes=MINUTES,
                evidence="Certificate of an earlier provider, seen by the training lead",
                at=self.at,
            )


@dataclass(frozen=True)
class Places:
    """One organisation and what a person is placed in, by the names of the file."""

    organisation: Organisation
    sites: Mapping[str, Site]
    roles: Mapping[str, Role]
    teams: Mapping[str, Team]
