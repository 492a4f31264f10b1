"""Run on a seeded database: makes learners to be driven, signs them in, prints all as JSON."""

import json
import os
import sys
from datetime import datetime
from itertools import count, islice
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from courses.accounts import services as accounts  # noqa: E402
from courses.accounts.models import Organisation, User  # noqa: E402
from courses.catalogue.item_types import OptionFact  # noqa: E402
from courses.catalogue.models import CourseVersion, Item  # noqa: E402
from courses.certification.models import Certificate  # noqa: E402
from courses.common.dates import local_date  # noqa: E402
from courses.learning.models import Enrolment, LessonProgress  # noqa: E402
from courses.usecases.enrol_staff import enrol_staff  # noqa: E402
from courses.usecases.seed_sittings import right_answer  # noqa: E402
from courses.web.last_use import cookie_for  # noqa: E402

CSRF = "b" * 32
READERS = 4
AT_BENCH = "@bench.test"
FLOOR_BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(user: User, backend: str = settings.AUTHENTICATION_BACKENDS[0]) -> str:
    """Return the Cookie header of a fresh sign-in of ``user`` through ``backend``."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    cookies = {
        settings.SESSION_COOKIE_NAME: session.session_key,
        settings.LAST_USE_COOKIE_NAME: cookie_for(session.session_key or ""),
        settings.CSRF_COOKIE_NAME: CSRF,
    }
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def new_learner(organisation: Organisation, number: int, at: datetime) -> tuple[User, Enrolment]:
    """Return a new member who has begun the bundled course."""
    user = User.objects.create(name=f"Reader {number}", email=f"reader{number}{AT_BENCH}")
    accounts.join(
        user=user,
        organisation=organisation,
        role=organisation.roles.all()[0],
        site=organisation.sites.all()[0],
        valid_from=local_date(at),
        at=at,
    )
    taught = CourseVersion.objects.published().filter(assessment__isnull=False).get()
    enrolment = enrol_staff(
        learner=user,
        organisation=organisation,
        course=taught.course,
        reason=Enrolment.Reason.REQUIRED,
        at=at,
    )
    return user, enrolment


def finish_lessons(enrolment: Enrolment, at: datetime) -> None:
    """Mark every lesson of ``enrolment`` complete."""
    LessonProgress.objects.bulk_create(
        LessonProgress(
            enrolment=enrolment, lesson=lesson, opened_at=at, placed_at=at, completed_at=at
        )
        for lesson in enrolment.version.lessons.all()
    )


def fields_of(item: Item) -> list[tuple[str, str]]:
    """Return the right answer to ``item`` as its form posts it."""
    options = [
        OptionFact(one.identifier, one.correct, one.place, one.pair) for one in item.options.all()
    ]
    right = right_answer(item.kind, options)
    if item.kind == Item.Kind.MATCH:
        return list(dict(right).items())
    if item.kind == Item.Kind.ORDER:
        return [(name, str(place)) for place, name in enumerate(right, start=1)]
    return [("answer", name) for name in right]


def address(name: str, *arguments: object) -> str | None:
    """Return the address, or None where this release has no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return None


def places(organisation: Organisation) -> dict[str, Any]:
    """Return the lead's sign-in and pages in ``organisation``."""
    lead = User.objects.get(email=f"lead@{organisation.slug}.test")
    return {
        "people": organisation.memberships.count(),
        "cookie": signed_in(lead),
        "list": address("lead:people", organisation.slug),
        "dashboard": address("lead:dashboard", organisation.slug),
        "matrix": address("lead:matrix", organisation.slug),
        "csv": address("lead:export_people_csv", organisation.slug),
        "taught": CourseVersion.objects.get(assessment__isnull=False).course.slug,
    }


@transaction.atomic
def world(attempts: int) -> dict[str, Any]:
    """Make learners, ``attempts`` of them for the quiz, and say where all pages are."""
    now = timezone.now()
    organisations = list(Organisation.objects.order_by("pk"))
    here = organisations[0]
    there = User.objects.filter(email__endswith=AT_BENCH).count()  # of an earlier run
    numbers = count(there)
    readers = [new_learner(here, number, now) for number in islice(numbers, READERS)]
    takers = [new_learner(here, number, now) for number in islice(numbers, attempts)]
    for _user, enrolment in takers:
        finish_lessons(enrolment, now)
    version = readers[0][1].version
    certificate = Certificate.objects.order_by("pk").first()
    holder = certificate.learner if certificate else readers[0][0]
    lessons = [lesson.identifier for lesson in version.lessons.all()]
    return {
        "csrf": CSRF,
        "readers": [
            {
                "cookie": signed_in(user),
                "course": reverse("learner:overview", args=[e.registration]),
            }
            for user, e in readers
        ],
        "takers": [
            {"cookie": signed_in(user), "quiz": reverse("learner:quiz", args=[e.registration])}
            for user, e in takers
        ],
        "floor": [signed_in(user, FLOOR_BACKEND) for user, _enrolment in readers],
        "home": reverse("learner:home"),
        "lessons": [f"lessons/{lesson}/" for lesson in lessons],
        "answers": {
            item.identifier: fields_of(item)
            for item in Item.objects.filter(version=version).prefetch_related("options")
        },
        "holder": signed_in(holder),
        "pdf": address("learner:certificate_pdf", certificate.number) if certificate else None,
        "concern": address("public:concern_at", here.slug, here.sites.all()[0].slug),
        "organisations": [places(organisation) for organisation in organisations],
    }


if __name__ == "__main__":
    json.dump(world(int(sys.argv[1])), sys.stdout)
