"""Rules to begin with: by kind of work, and of the courses on offer alone."""

from courses.accounts.models import Sector
from courses.web.lead.starter_rules import EVERYWHERE, starters_for

ALL = ("annual-refresher", "induction-essentials", "read-your-part", "recognise-respond-report")


def test_schools_are_offered_the_guidance_to_read_and_others_are_not():
    names = {sector: [one.course for one in starters_for(sector, courses=ALL)] for sector in Sector}

    both = ["induction-essentials", "recognise-respond-report"]
    assert names.pop(Sector.SCHOOL) == [*both, "read-your-part"]
    assert list(names.values()) == [both] * 4
    assert starters_for(Sector.HEALTH, courses=["read-your-part"]) == []


def test_the_shorter_course_renews_only_where_it_is_on_offer():
    rule = EVERYWHERE[1]

    assert rule.answers(ALL)["refresher"] == "annual-refresher"
    assert rule.answers(["recognise-respond-report"])["refresher"] == ""
