"""The dashboard: every number equals the list it opens."""

import re
from datetime import timedelta
from html import unescape

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.catalogue.models import Misconception, Option
from courses.catalogue.services import add_local_contact
from courses.common.history import revise
from courses.compliance.audience import Audience
from courses.compliance.models import Requirement
from courses.learning.models import LessonProgress
from courses.usecases.finish_attempt import finish_attempt
from courses.usecases.refresh_standings import refresh_standings
from tests.people import NOON, STARTED, make_member
from tests.small_course import answer_all, enrol, finish_lessons, open_attempt
from tests.web.reading import text_of

HOME = "/lead/elm-park/"


def numbers_of(answer):
    """Return (number, address) of everything the page counts."""
    html = answer.content.decode()
    cards = re.findall(r'href="([^"]+)"><span class="count__number">(\d+)<', html)
    links = re.findall(r'href="([^"]+)"[^>]*>(\d+) (?:person|people)', html)
    return [(int(number), unescape(url)) for url, number in [*cards, *links]]


def listed(client, url):
    """Return how many people the list at ``url`` says it holds."""
    found = re.search(r"(\d+) (?:person|people) with these filters", text_of(client.get(url)))
    return int(found[1]) if found else 0


@pytest.fixture
def staff(elm, lewis, trained, team, small_course, today):
    """Return the lead's browser, with people in every state."""
    trained(elm.amira, 10)  # in date
    trained(elm.grace, 365 - 20)  # renewal open, runs out in 20 days
    trained(elm.lewis, 365 - 45)  # renewal open, runs out in 45 days
    trained(elm.ash, 365 - 80)  # in date, runs out in 80 days
    MembershipPeriod.objects.filter(membership__user=elm.noor).update(
        valid_from=today - timedelta(days=10)
    )  # due soon, not begun
    begun = enrol(elm.sam, elm.organisation, small_course)
    MembershipPeriod.objects.filter(membership__user=elm.sam).update(valid_until=None)
    LessonProgress.objects.create(
        enrolment=begun,
        lesson=small_course.lessons.first(),
        opened_at=NOON,
        placed_at=NOON,
    )  # overdue, begun
    return lewis


def test_each_number_is_the_length_of_the_list_it_opens(staff):
    counted = numbers_of(staff.get(HOME))

    assert [number for number, _ in counted[:7]] == [1, 1, 2, 1, 1, 1, 1]
    assert len(counted) == 10
    assert [(number, url) for number, url in counted if listed(staff, url) != number] == []


def test_where_nothing_runs_out_it_says_nobody_and_opens_no_empty_list(lewis, elm, trained):
    trained(elm.grace, 365 - 20)

    answer = lewis.get(HOME)

    assert re.findall(r"status=(expiring_\d+)", answer.content.decode()) == ["expiring_30"]
    assert "Nobody in 31 to 60 days Nobody in 61 to 90 days" in text_of(answer)


def test_groups_stand_worst_first_with_word_and_share(staff):
    answer = staff.get(HOME)

    sites = answer.context["tables"][0]
    assert [(line.name, line.share.part, line.share.whole) for line in sites.lines] == [
        ("North", 2, 4),
        ("South", 2, 2),
    ]
    assert [(line.status.word, line.status.shape) for line in sites.lines] == [
        ("1 overdue", "triangle"),
        ("All in date", "tick"),
    ]
    assert "2 of 4 (50%)" in text_of(answer)
    assert "4 of 6 (67%)" in text_of(answer)


def test_a_group_in_which_something_is_due_says_so(elm, noor, trained, today):
    MembershipPeriod.objects.exclude(membership__user=elm.noor).update(valid_until=STARTED)
    MembershipPeriod.objects.filter(membership__user=elm.noor).update(valid_from=today)
    soon = noor.get(HOME).context["tables"][0].lines[0].status
    Requirement.objects.update(due_days=60)

    due = noor.get(HOME).context["tables"][0].lines[0].status

    assert (soon.word, soon.shape) == ("1 due soon", "half")
    assert (due.word, due.shape) == ("1 due", "circle")


def test_the_lead_of_one_site_counts_that_site_alone(staff, noor):
    answer = noor.get(HOME)

    assert [line.name for line in answer.context["tables"][0].lines] == ["North"]
    assert answer.context["counts"].people == 4
    assert "South" not in text_of(answer)
    assert [(n, url) for n, url in numbers_of(answer) if listed(noor, url) != n] == []


def test_a_contact_checked_long_ago_is_named(elm, lewis, mo_khan, today):
    add_local_contact(
        organisation=elm.organisation,
        site=None,
        slot="deputy",
        name="Joan Reid",
        purpose="Deputy",
        checked_on=today - timedelta(days=181),
        review_by=today,
    )
    mo_khan.checked_on = today - timedelta(days=180)
    mo_khan.save()

    text = text_of(lewis.get(HOME))

    assert "Joan Reid was last checked on" in text
    assert "South has no safeguarding lead" in text
    assert "An administrator puts them right: tell one of yours." in text
    assert "Go to the contacts" not in text
    assert "Mo Khan" not in text


def test_a_new_organisation_reads_what_to_set_up(elm, sign_in):
    text = text_of(sign_in(elm.lewis).get(HOME))

    assert "No rule yet says who must hold which course" in text
    assert "Invite your people" in text
    assert "Go on with the set-up" not in text


def test_an_administrator_of_a_new_organisation_is_led_to_the_set_up(elm, sign_in):
    page = sign_in(elm.ash).get(HOME)

    assert 'href="/lead/elm-park/setup/">Go on with the set-up</a>' in page.content.decode()


def test_a_rule_that_asks_nobody_says_so(elm, lewis):
    Requirement.objects.update(audience=Audience(sites=(elm.south.pk,)))
    MembershipPeriod.objects.filter(site=elm.south).update(site=elm.north)

    text = text_of(lewis.get(HOME))

    assert "No course is asked of anybody today." in text
    assert "asked of nobody today" in text


@pytest.mark.parametrize("people", [1, 3])
def test_the_dashboard_costs_the_same_however_many_they_are(
    elm, lewis, people, django_assert_num_queries
):
    wanted = MembershipPeriod.objects.exclude(membership__user=elm.lewis)
    away = list(wanted.order_by("pk").values_list("pk", flat=True))[people - 1 :]
    MembershipPeriod.objects.filter(pk__in=away).update(valid_until=STARTED)

    # session, person, rights, rules, what is kept, standings, where they work, what is begun,
    # contacts, notices, wrong beliefs, frame; and starters, where a rule is due on the first day.
    with django_assert_num_queries(13):
        answer = lewis.get(HOME)
    Requirement.objects.update(due_days=0)
    with django_assert_num_queries(14):
        lewis.get(HOME)

    assert answer.context["counts"].people == people


@pytest.mark.parametrize("people", [1, 3])
def test_by_what_is_kept_it_costs_the_same_however_many_have_changed(
    elm, lewis, people, django_assert_num_queries
):
    Requirement.objects.update(due_days=0)
    refresh_standings(organisation=elm.organisation, at=NOON)
    others = MembershipPeriod.objects.exclude(membership__user=elm.lewis).order_by("pk")
    for period in others[:people]:
        revise(period, at=NOON, actor_id=None, valid_until=NOON.date())

    with django_assert_num_queries(15):
        lewis.get(HOME)


def test_what_staff_get_wrong_leads_to_the_talks_on_it(elm, lewis, small_course):
    assert "Nothing stands out yet." in text_of(lewis.get(HOME))
    belief = Misconception.objects.create(
        version=small_course, identifier="proof-first", title="I need proof first"
    )
    Option.objects.filter(identifier="wait").update(misconception=belief)
    for n in range(10):
        user = make_member(
            elm.organisation, elm.north, elm.teacher, f"T{n}", email=f"{n}@x.example"
        )
        enrolment = enrol(user, elm.organisation, small_course)
        finish_lessons(enrolment)
        sitting = open_attempt(enrolment, seed="same")
        answer_all(sitting, "wait")
        finish_attempt(attempt=sitting, at=NOON)

    page = lewis.get(HOME)

    url = "/lead/elm-park/courses/small-course/briefings/proof-first/"
    assert f'<a class="govuk-link" href="{url}">I need proof first</a>' in page.content.decode()
    assert lewis.get(url).status_code == 200


def test_an_administrator_is_led_to_the_contacts(elm, sign_in):
    assert "Go to the contacts" in text_of(sign_in(elm.ash).get(HOME))
