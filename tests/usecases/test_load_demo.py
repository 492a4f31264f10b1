"""Making the demonstration."""

from datetime import date

import pytest
from django.db import connection

from courses.accounts.membership import Grant, Membership, MembershipPeriod
from courses.accounts.models import Organisation, User
from courses.accounts.sign_in import DEMO_PASSWORD
from courses.assessment.models import QuizLimit
from courses.audit.queries import broken_chains
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Contact, CourseVersion
from courses.common.vocabulary import VERBS
from courses.learning.models import Completion, Enrolment
from courses.usecases.load_demo import CourseRefused, load_demo
from tests.people import NOON
from tests.tables import everything

SIGN_INS = [
    ("learner@elm-park.example", "Amira Haddad, Elm Park"),
    ("lead@elm-park.example", "Lewis Grant, Elm Park"),
    ("learner@harbour-trust.example", "Callum Fraser, Harbour Trust"),
    ("platform@demo.example", "Platform staff"),
]


def test_the_demonstration_holds_what_its_file_says(fixtures, db):
    sign_ins = load_demo(fixtures=fixtures, at=NOON)

    assert sign_ins == SIGN_INS
    (version,) = CourseVersion.objects.all()
    assert (version.course.slug, version.version, version.state) == (
        "small-course",
        "1.0.0",
        "published",
    )
    assert list(Organisation.objects.order_by("pk").values_list("slug", flat=True)) == [
        "elm-park",
        "harbour-trust",
    ]
    periods = MembershipPeriod.objects.order_by("pk").values_list(
        "membership__staff_number", "site__slug", "valid_from", "valid_until"
    )
    assert list(periods) == [
        ("E001", "north", date(2026, 2, 11), None),
        ("E002", "north", date(2025, 5, 7), None),
        ("E012", "south", date(2024, 10, 19), date(2025, 8, 25)),
        ("E020", "north", date(2025, 8, 15), date(2026, 1, 11)),
        ("E020", "south", date(2026, 1, 12), None),
        ("H001", "quay", date(2026, 1, 2), None),
    ]
    grants = Grant.objects.values_list("membership__user__name", "access", "site", "team")
    assert list(grants) == [("Lewis Grant", "lead", None, None)]
    done = Completion.objects.values_list("learner__name", "completed_on", "how")
    assert list(done.order_by("pk")) == [
        ("Lewis Grant", date(2025, 11, 23), "recorded"),
        ("Siân Ŵyn", date(2026, 1, 2), "quiz"),
    ]
    teams = MembershipPeriod.objects.filter(team__isnull=False).order_by("pk")
    assert list(teams.values_list("team__name", "team__site__slug")) == [
        ("Year 7", "north"),
        ("Meals", None),
    ]
    contact = Contact.objects.get(organisation__slug="elm-park")
    assert (contact.name, contact.site.slug, contact.checked_on) == (
        "Mo Khan",
        "north",
        date(2026, 2, 11),
    )
    begun = Enrolment.objects.order_by("pk").values_list("learner__name", "reason")
    assert list(begun) == [
        ("Siân Ŵyn", "required"),
        ("Amira Haddad", "required"),
        ("Callum Fraser", "required"),
    ]
    limit = QuizLimit.objects.get()
    assert (limit.organisation.slug, limit.minutes_allowed) == ("harbour-trust", 30)
    (extra,) = Membership.objects.filter(extra_time_percent__gt=0)
    assert (extra.staff_number, extra.extra_time_reason) == ("H001", "They asked for it")
    assert broken_chains() == []


def test_everybody_named_signs_in_with_the_password_that_is_printed(fixtures, db, client):
    for address, _purpose in load_demo(fixtures=fixtures, at=NOON):
        assert User.objects.get(email=address).check_password(DEMO_PASSWORD) is True

    assert User.objects.get(name="Sam Porter").email is None
    assert list(User.objects.filter(is_platform_staff=True).values_list("email", flat=True)) == [
        "platform@demo.example"
    ]


def test_a_second_time_writes_nothing(fixtures, db):
    load_demo(fixtures=fixtures, at=NOON)
    before = everything()

    assert load_demo(fixtures=fixtures, at=NOON) == SIGN_INS
    assert everything() == before


@pytest.mark.parametrize(
    ("year", "reason"), [(2026, ""), (2099, "Bundled course of the demonstration")]
)
def test_no_calendar_stops_it_and_a_reason_is_kept_where_one_is_needed(fixtures, db, year, reason):
    load_demo(fixtures=fixtures, at=NOON.replace(year=year))

    version = CourseVersion.objects.get()
    assert (version.state, version.expired_facts_reason) == ("published", reason)


def test_a_course_with_a_problem_is_refused_and_nothing_is_there(fixtures, db):
    file = fixtures / "courses" / "small-course" / "course.yaml"
    text = file.read_text(encoding="utf-8").replace("review_by: 2027-09-01\n", "")
    file.write_text(text, encoding="utf-8")
    before = everything()

    with pytest.raises(CourseRefused, match="review_by"):
        load_demo(fixtures=fixtures, at=NOON)

    assert everything() == before


@pytest.mark.parametrize("verb", ["joined", "granted", "recorded", "set-requirement", "enrolled"])
def test_an_organisation_whose_trail_fails_is_not_there_and_the_next_run_makes_it(
    fixtures, db, monkeypatch, verb
):
    with monkeypatch.context() as broken:
        broken.delitem(VERBS, verb)
        with pytest.raises(UnknownVerb):
            load_demo(fixtures=fixtures, at=NOON)

    left = {label: len(rows) for label, rows in everything().items()}
    assert left.get("courses.Organisation", 0) == left.get("courses.User", 0) == 0
    assert left.get("courses.MembershipPeriod", 0) == left.get("courses.Completion", 0) == 0
    assert left["courses.AuditEvent"] == 2

    assert load_demo(fixtures=fixtures, at=NOON) == SIGN_INS
    assert connection.needs_rollback is False
    assert Organisation.objects.count() == 2
