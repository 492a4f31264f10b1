"""Every number of the dashboard and of a course opens a list of exactly that many people."""

import re
from datetime import timedelta
from html import unescape
from random import Random

import pytest

from courses.accounts.models import Team
from courses.compliance.audience import Audience
from courses.usecases.exempt_staff import exempt_staff
from courses.usecases.record_training import record_training
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, STARTED, make_member
from tests.small_course import enrol, make_small_course

LINK = re.compile(r'<a [^>]*href="(/lead/elm-park/people/\?[^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


def numbers_on(page):
    """Return (address, number) of each link to a list of people that holds a number."""
    found = []
    for url, inner in LINK.findall(page):
        words = re.sub(r"<[^>]+>", " ", inner)
        if number := re.match(r"\s*(\d+)\b", words):
            found.append((unescape(url), int(number[1])))
    return found


@pytest.fixture
def staff(elm, rule, small_course, today):
    """Return how to fill Elm Park with people whose training went as chance has it."""

    def fill(seed):
        chance = Random(seed)
        other = make_small_course(slug="second-course")
        set_requirement(
            organisation=elm.organisation,
            course=other.course,
            effective_from=STARTED,
            due_days=chance.choice([0, 400, 2_000]),
            valid_months=chance.choice([3, 6, 12]),
            audience=Audience(sites=chance.choice([(), (elm.north.pk,)])),
            at=NOON,
        )
        teams = [Team.objects.create(organisation=elm.organisation, name=f"Year {n}") for n in "56"]
        for number in range(12):
            begun = today - timedelta(days=chance.choice([1, 10, 25, 40, 400]))
            user = make_member(
                elm.organisation,
                chance.choice([elm.north, elm.south]),
                elm.teacher,
                f"Person {number}",
                email=f"p{number}@many.example",
                valid_from=begun,
            )
            member = elm.membership(user)
            member.periods.update(team=chance.choice([None, *teams]))
            for version in (small_course, other):
                happened = chance.choice(["nothing", "trained", "trained", "begun", "excused"])
                if happened == "trained":
                    record_training(
                        membership=member,
                        course=version.course,
                        completed_on=today - timedelta(days=chance.choice([1, 20, 310, 340, 360])),
                        minutes=60,
                        evidence="Seen",
                        at=NOON,
                    )
                elif happened == "begun":
                    enrol(user, elm.organisation, version)
                elif happened == "excused":
                    exempt_staff(
                        membership=member,
                        course=version.course,
                        reason="On long leave",
                        last_day=NOON.date() + timedelta(days=9_000),
                        at=NOON,
                    )

    return fill


@pytest.mark.parametrize(("who", "seed"), [("lewis", 0), ("noor", 1)])
def test_each_number_is_the_length_of_its_list(elm, staff, sign_in, who, seed):
    staff(seed)
    client = sign_in(getattr(elm, who))

    pages = ["", "courses/small-course/", "courses/second-course/"]
    bodies = [client.get(f"/lead/elm-park/{one}").content.decode() for one in pages]
    numbers = [pair for body in bodies for pair in numbers_on(body)]

    assert len(numbers) > 16
    shown = [(url, client.get(url).context["total"]) for url, _number in numbers]
    assert shown == numbers
