"""Why do I have this?: the reasons that the lead reads, for the person."""

import pytest

from courses.accounts.services import join
from courses.compliance.audience import Audience
from courses.learning.models import Enrolment
from courses.usecases.record_training import record_training
from tests.people import NOON, STARTED
from tests.small_course import enrol, make_rule, make_small_course
from tests.usecases.bringing import brought_of
from tests.web.reading import text_of

WHY = "/learn/why/elm-park/small-course/"
ASKED = "In this group without a break since 2 September 2024, so first due on 30 September 2024."


@pytest.fixture
def rule(elm, harbour, small_course):
    """Return how to ask people of Elm Park for the small course."""

    def ask(**terms):
        return make_rule(elm.organisation, small_course, **terms)

    return ask


def test_the_person_reads_what_the_lead_reads(amira, elm, rule, sign_in):
    rule(audience=Audience(sites=(elm.north.pk,)))
    of_amira = f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/"

    own, leads = text_of(amira.get(WHY)), text_of(sign_in(elm.lewis).get(of_amira))

    words = (
        "Asked of everyone at North since 2 September 2024. First due 28 days after starting. "
        f"It lasts for 12 months. {ASKED} No completion that counts is on record.",
        "Late since 1 October 2024. Completing the course makes this green, ",
    )
    assert [(one in own, one in leads) for one in words] == [(True, True), (True, True)]
    assert "Rule set on" in leads
    assert "Rule set on" not in own
    assert "A small course Why do I have this? Overdue since 1 October 2024" in own
    assert f'href="{WHY}"' in amira.get("/learn/").content.decode()


def test_of_two_courses_of_one_name_the_rules_of_both_are_told(amira, elm, rule):
    rule()
    own = make_small_course(owner_id=elm.organisation.pk, version="2.0.0")
    make_rule(elm.organisation, own, due_days=50)

    told = text_of(amira.get(WHY))

    whose = ("The course that comes with the platform Overdue", "The version of Elm Park Overdue")
    days = ("First due 28 days after starting.", "First due 50 days after starting.")
    assert [told.count(words) for words in (*whose, *days)] == [1, 1, 1, 1]
    assert "Several rules ask for this course." not in told


def test_both_read_what_was_learned_besides_and_nothing_of_another_organisation(
    amira, elm, harbour, rule, small_course, sign_in
):
    rule()
    other = make_small_course(slug="first-aid", title="First aid").course
    secret = make_small_course(slug="secret", title="Elsewhere").course
    join(
        user=elm.amira,
        organisation=harbour.organisation,
        role=harbour.worker,
        site=harbour.quay,
        valid_from=STARTED,
        at=NOON,
    )
    record = {"completed_on": STARTED, "minutes": 60, "evidence": "Seen", "at": NOON}
    record_training(membership=elm.membership(elm.amira), course=other, **record)
    for course in (secret, small_course.course):
        record_training(membership=harbour.membership(elm.amira), course=course, **record)
    brought_of(elm.membership(elm.amira), small_course.course)
    of_amira = f"/lead/elm-park/people/{elm.membership(elm.amira).pk}/"

    own = text_of(amira.get(WHY))
    leads = [text_of(sign_in(one).get(of_amira)) for one in (elm.lewis, elm.noor)]

    words = (
        "No completion that counts is on record. Training elsewhere on 23 November 2025 does not"
        " count until somebody has accepted it. “First aid” was completed on 2 September 2024. It"
        " does not count: this rule asks for “A small course”."
    )
    assert [words in text for text in (own, *leads)] == [True, True, True]
    assert [text for text in (own, *leads) if "Elsewhere" in text] == []


def test_a_shorter_course_names_the_one_that_it_renews(amira, elm, rule, small_course):
    rule(refresher=make_small_course(slug="shorter", title="In short").course)
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=STARTED,
        minutes=60,
        evidence="Seen",
        at=NOON,
    )

    text = text_of(amira.get("/learn/why/elm-park/shorter/"))

    assert "This rule is about “A small course”, which this course renews. Asked of" in text
    assert amira.get(WHY).status_code == 404


def test_without_a_rule_the_page_says_how_the_course_came_here(amira, elm, rule, small_course):
    enrolment = enrol(elm.amira, elm.organisation, small_course)
    given = text_of(amira.get(WHY))
    Enrolment.objects.filter(pk=enrolment.pk).update(reason=Enrolment.Reason.CHOSEN)
    chosen = text_of(amira.get(WHY))
    rule(audience=Audience(sites=(elm.south.pk,)))
    unnamed = text_of(amira.get(WHY))

    assert "You chose this course. No rule asks you for it today. Back to To do" in chosen
    assert "Elm Park gave it to you. No rule asks you for it today. Back to To do" in given
    assert (
        "The rule of Elm Park about this course Asked of everyone at South since 2 September 2024."
    ) in unnamed
    assert "On this day no job, place or tag that the rule names is held." in unnamed


def test_a_course_that_is_not_on_ones_list_is_not_there(amira, elm, harbour, rule, sign_in):
    rule()

    assert sign_in(elm.sam).get(WHY).status_code == 404
    for missing in ("harbour-trust/small-course", "no-such/small-course", "elm-park/none"):
        assert amira.get(f"/learn/why/{missing}/").status_code == 404


@pytest.mark.parametrize("rules", [1, 3])
def test_the_page_asks_the_same_with_one_rule_and_three(
    amira, elm, rule, rules, django_assert_num_queries
):
    for due_days in range(28, 28 + rules):
        rule(due_days=due_days)
    amira.get(WHY)

    with django_assert_num_queries(20):
        text = text_of(amira.get(WHY))

    assert text.count("No completion that counts is on record.") == rules
    assert ("Several rules ask for this course. The strictest decides." in text) == (rules > 1)
