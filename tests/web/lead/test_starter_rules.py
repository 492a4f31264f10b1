"""Rules to begin with: by kind of work, and of the courses on offer alone."""

import re

from courses.accounts.models import Sector
from courses.compliance.models import Requirement
from courses.usecases.set_requirement import set_requirement
from courses.web.lead.starter_rules import EVERYWHERE, starters_for
from tests.people import NOON, STARTED
from tests.small_course import make_small_course
from tests.web.reading import text_of

LIST = "/lead/elm-park/requirements/"
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


def test_where_there_are_no_rules_some_are_offered_and_none_holds(elm, harbour, sign_in):
    full = make_small_course(slug="recognise-respond-report")
    make_small_course(slug="read-your-part")
    lewis, new = sign_in(elm.lewis), f"{LIST}new/"

    found = re.findall(r'href="([^"]+[?]start=[^"]+)"', lewis.get(LIST).content.decode())

    assert found == [f"{new}?start=recognise-respond-report", f"{new}?start=read-your-part"]
    form = lewis.get(found[1]).context["form"]
    wanted = {"who": "everyone", "course": "read-your-part", "due_days": 14, "valid_months": 12}
    assert {name: form.initial[name] for name in wanted} == wanted
    assert lewis.get(f"{new}?start=no-such").context["form"].initial["due_days"] == 28
    assert Requirement.objects.count() == 0
    assert "Rules to begin with" not in text_of(sign_in(elm.noor).get(LIST))
    set_requirement(
        organisation=elm.organisation,
        course=full.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )
    assert "Rules to begin with" not in text_of(lewis.get(LIST))
