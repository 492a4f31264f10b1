"""Rules and training of Elm Park for the lead's pages, days relative to today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.accounts.models import Team
from courses.common.dates import local_date
from courses.usecases.record_training import record_training
from tests.people import NOON, make_member

EVERYBODY = ["Amira Haddad", "Ash Turner", "Grace Whitfield", "Lewis Grant", "Noor Siddiqui"]


@pytest.fixture
def today():
    """Return today in London."""
    return local_date(timezone.now())


@pytest.fixture
def trained(elm, small_course, today):
    """Return how to record that somebody completed the small course some days ago."""

    def record(user, days_ago):
        return record_training(
            membership=elm.membership(user),
            course=small_course.course,
            completed_on=today - timedelta(days=days_ago),
            minutes=60,
            evidence="Certificate seen",
            at=NOON,
        )

    return record


@pytest.fixture
def team(elm):
    """Return the team Year 5, in which Amira works."""
    team = Team.objects.create(organisation=elm.organisation, name="Year 5")
    elm.membership(elm.amira).periods.update(team=team)
    return team


@pytest.fixture
def lewis(elm, rule, sign_in):
    """Return the browser of the lead of every site, signed in."""
    return sign_in(elm.lewis)


@pytest.fixture
def noor(elm, rule, sign_in):
    """Return the browser of the lead of North, signed in."""
    return sign_in(elm.noor)


@pytest.fixture
def fifty_one(elm, rule):
    """Fill Elm Park up to 51 people and return their names in order."""
    added = [f"Person {n:02}" for n in range(46)]
    for name in added:
        make_member(
            elm.organisation, elm.north, elm.teacher, name, email=f"{name[-2:]}@many.example"
        )
    return [*EVERYBODY, *added]
