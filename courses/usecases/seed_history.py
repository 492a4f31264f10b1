"""Fill an empty demonstration with invented organisations, people and years of training."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from courses.accounts.models import User
from courses.accounts.sign_in import DEMO_PASSWORD
from courses.audit.services import record
from courses.catalogue import services as catalogue
from courses.catalogue.drafts import BlockDraft, LessonDraft, Text, VersionDraft
from courses.catalogue.models import Course
from courses.catalogue.queries import course_minutes, newest_published
from courses.compliance.audience import Audience
from courses.compliance.models import Requirement
from courses.compliance.services import set_requirement
from courses.usecases.finish_attempt import editions_of
from courses.usecases.load_demo import bundled_course
from courses.usecases.publish_version import publish_version
from courses.usecases.refresh_standings import LONGEST_TRANSACTION, refresh_standings
from courses.usecases.seed_names import COURSES
from courses.usecases.seed_people import Body, invent_body, invent_people
from courses.usecases.seed_sittings import invent_sittings
from courses.usecases.seed_training import Historian, Taught

TAUGHT = "recognise-respond-report"  # of the bundled courses, the longest
MOST_RULES = 1 + len(COURSES)
RULES_SINCE = 4 * 365  # days


class PeopleThere(Exception):
    """The database holds people already; invented ones are never mixed with others."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to invent: ``staff`` people in each organisation under ``requirements`` rules.

    Training holds for ``months``, of every third rule for twice as long.
    """

    staff: tuple[int, ...]
    requirements: int
    seed: int
    months: int = 12


@dataclass
class Seeded:
    """What was written, and the sign-in addresses of the first organisation's lead and learner."""

    sign_ins: list[str]
    people: int = 0
    completions: int = 0


@transaction.atomic
def seed_history(
    *, plan: Plan, fixtures: Path, site_url: str, keys: Path, at: datetime, today: date
) -> Seeded:
    """Invent all that ``plan`` asks for, or nothing; one seed and one day give the same history.

    :raises PeopleThere: when anybody is in the database already.
    :raises CourseRefused: when the bundled course cannot be imported.
    """
    if User.objects.exists():
        raise PeopleThere
    # Not for secrets: the same seed must invent the same people.
    random = Random(plan.seed)  # noqa: S311
    courses = [bundled_course(fixtures / "courses" / TAUGHT, at)]
    courses += [invented_course(slug, title, at=at, today=today) for slug, title in COURSES]
    taught = taught_course(courses[0], random)
    password = make_password(DEMO_PASSWORD)
    seeded = Seeded(sign_ins=[])
    for number, share in enumerate(plan.staff, start=1):
        body = invent_body(number, today=today)
        rules = invent_rules(
            body, courses[: plan.requirements], months=plan.months, at=at, today=today
        )
        historian = Historian(rules, taught, random, site_url, keys, at, today)
        for people in invent_people(
            body, share, random=random, password=password, at=at, today=today
        ):
            rows = historian.rows_for(people)
            rows.write()
            if not seeded.sign_ins:
                seeded.sign_ins = [person.user.email or "" for person in people[:2]]
            seeded.people += len(people)
            seeded.completions += len(rows.completions)
        # Nobody else writes here: all of this is known, though it is as young as the moment.
        refresh_standings(
            organisation=body.organisation, at=at + LONGEST_TRANSACTION + timedelta(seconds=1)
        )
        record(
            verb="seeded",
            about=body.organisation,
            organisation_id=body.organisation.pk,
            at=at,
            details={"people": share, "seed": plan.seed},
        )
    return seeded


def taught_course(course: Course, random: Random) -> Taught:
    """Return the newest published version of ``course`` as learners take it.

    :raises ValueError: when there is none with a quiz.
    """
    version = newest_published(course)
    if version is None:
        raise ValueError("Seeding needs a published course")
    return Taught(
        version=version,
        lessons=list(version.lessons.all()),
        minutes=course_minutes(version.pk),
        editions=editions_of(version),
        sittings=invent_sittings(version, random=random),
    )


def invented_course(slug: str, title: str, *, at: datetime, today: date) -> Course:
    """Publish a course of one page, for training that organisations record themselves."""
    words = "This training is given face to face. Your organisation records it here."
    block = BlockDraft("how", "text", "How this training is given", Text(words, f"<p>{words}</p>"))
    version = catalogue.save_draft(
        draft=VersionDraft(
            slug=slug,
            version="1.0.0",
            title=title,
            nation="E",
            language="en-GB",
            licence="CC0-1.0",
            review_by=today + timedelta(days=365),
            renderer="seed/1",
            lessons=(LessonDraft("about", f"About: {title}", 5, "", today, (), (block,)),),
        )
    )
    return publish_version(version=version, at=at).course


def audience_at(position: int, body: Body) -> Audience:
    """Return whom the rule at ``position`` names."""
    return Audience.of(
        roles=[body.roles[0].pk] if position % 8 == 3 else [],
        sites=[body.sites[0].pk] if position % 8 == 7 else [],
    )


def invent_rules(
    body: Body, courses: list[Course], *, months: int, at: datetime, today: date
) -> list[Requirement]:
    """Make one rule a course: for everybody, but every fourth for one job or one site alone."""
    rules = []
    for position, course in enumerate(courses):
        rules.append(
            set_requirement(
                organisation=body.organisation,
                course=course,
                effective_from=today - timedelta(days=RULES_SINCE),
                due_days=28,
                valid_months=2 * months if position % 3 == 2 else months,
                audience=audience_at(position, body),
                at=at,
            )
        )
    return rules
