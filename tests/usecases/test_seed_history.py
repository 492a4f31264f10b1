"""Filling an empty demonstration with invented history."""

from dataclasses import replace
from random import Random

import pytest
from django.db import transaction

from courses.accounts.membership import Grant, Membership
from courses.accounts.models import Organisation, User
from courses.audit.queries import broken_chains
from courses.audit.services import UnknownVerb
from courses.catalogue.models import Course
from courses.common.vocabulary import VERBS
from courses.compliance.models import Requirement
from courses.learning.models import Completion
from courses.usecases.seed_history import MOST_RULES, PeopleThere, Plan, taught_course
from tests.tables import everything, trail
from tests.usecases.seeding import SMALL, seed, write_fixtures


@pytest.fixture
def fixtures(tmp_path):
    return write_fixtures(tmp_path)


def history():
    """Return what the seed decides, without keys of rows and passwords."""
    people = Membership.objects.order_by("pk").values_list("user__name", "user__email")
    done = Completion.objects.order_by("pk").values_list(
        "learner__name", "course__slug", "completed_on", "thread"
    )
    return list(people), list(done)


def test_it_makes_the_organisations_people_and_rules_that_were_asked_for(fixtures, db):
    seeded = seed(fixtures)

    assert seeded.people == User.objects.count() == 50
    assert seeded.completions == Completion.objects.count()
    assert seeded.sign_ins == ["lead@ashgrove-1.test", "learner@ashgrove-1.test"]
    assert [one.memberships.count() for one in Organisation.objects.order_by("pk")] == [40, 10]
    assert Course.objects.count() == MOST_RULES == 12
    assert Requirement.objects.count() == 24
    assert list(Grant.objects.values_list("membership__user__email", "access")) == [
        ("lead@ashgrove-1.test", "lead"),
        ("lead@beechwood-2.test", "lead"),
    ]
    assert broken_chains() == []
    for organisation in Organisation.objects.all():
        assert trail(organisation.pk) == [("seeded", "organisation", organisation.pk, None)]


def test_fewer_rules_name_the_first_courses_alone(fixtures, db):
    seed(fixtures, Plan(staff=(3,), requirements=2, seed=1))

    assert list(Requirement.objects.order_by("pk").values_list("course__slug", flat=True)) == [
        "small-course",
        "online-safety",
    ]


def undone(fixtures, plan):
    """Return the history that ``plan`` makes, and take it back."""
    with transaction.atomic():
        seed(fixtures, plan)
        made = history()
        transaction.set_rollback(True)
    return made


def test_the_same_seed_gives_the_same_history_and_another_seed_another(fixtures, db):
    first = undone(fixtures, SMALL)

    assert undone(fixtures, SMALL) == first
    assert undone(fixtures, replace(SMALL, seed=8)) != first


def test_it_is_refused_where_anybody_is_there_already(fixtures, elm):
    before = everything()

    with pytest.raises(PeopleThere):
        seed(fixtures)

    assert everything() == before


def test_where_the_trail_fails_nothing_is_there(fixtures, db, monkeypatch):
    before = everything()
    monkeypatch.delitem(VERBS, "seeded")

    with pytest.raises(UnknownVerb):
        seed(fixtures)

    assert everything() == before


def test_a_course_that_nobody_can_take_is_refused(fixtures, db):
    unpublished = Course.objects.create(slug="nothing-yet")

    with pytest.raises(ValueError, match="a published course"):
        taught_course(unpublished, Random(1))
