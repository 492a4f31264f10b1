"""The list of people: whom it shows, with which standing, and at what price."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from courses.accounts.membership import MembershipPeriod
from courses.accounts.models import Team
from courses.common.dates import add_months, local_date
from courses.usecases.record_training import record_training
from courses.web.presenters import day_in_words
from tests.people import NOON, STARTED, make_member
from tests.web.reading import text_of

PEOPLE = "/lead/elm-park/people/"
EVERYBODY = ["Amira Haddad", "Ash Turner", "Grace Whitfield", "Lewis Grant", "Noor Siddiqui"]


def rows_of(answer):
    """Return the cells of each row of the table, tags left out."""
    body = answer.content.decode().partition("<tbody")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(unescape(re.sub(r"<[^>]+>", " ", c)).split()) for c in row] for row in cells]


def names_of(answer):
    """Return the names on the page, in order, staff numbers left out."""
    return [re.sub(r" E\d+$", "", row[0]) for row in rows_of(answer)]


def link_of(answer, rel):
    """Return the address of the next or previous page, or None."""
    found = re.search(rf'href="([^"]*)" rel="{rel}"', answer.content.decode())
    return unescape(found[1]) if found else None


def test_the_lead_of_every_site_sees_everybody_who_works_there_today(elm, rule, sign_in):
    answer = sign_in(elm.lewis).get(PEOPLE)

    assert names_of(answer) == EVERYBODY
    assert "5 people. As at" in text_of(answer)


def test_the_lead_of_one_site_sees_that_site_alone(elm, rule, sign_in):
    answer = sign_in(elm.noor).get(PEOPLE)

    assert names_of(answer) == ["Amira Haddad", "Lewis Grant", "Noor Siddiqui"]
    assert "South" not in text_of(answer)


def test_a_row_says_state_day_job_and_place(elm, rule, small_course, sign_in):
    today = local_date(timezone.now())
    done = today - timedelta(days=10)
    record_training(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        completed_on=done,
        minutes=60,
        evidence="Seen",
        at=NOON,
    )
    period = MembershipPeriod.objects.filter(membership__user=elm.amira)
    team = Team.objects.create(organisation=elm.organisation, name="Year 5")
    period.update(team=team)

    rows = rows_of(sign_in(elm.noor).get(PEOPLE))

    assert rows[0] == [
        "Amira Haddad E001",
        f"In date until {day_in_words(add_months(done, 12))}",
        day_in_words(done),
        "Class teacher",
        "North, Year 5",
    ]
    assert rows[1][:3] == ["Lewis Grant E002", "Overdue since 1 October 2024 Not started", "–"]


def test_without_a_rule_nobody_has_a_status(elm, small_course, sign_in):
    answer = sign_in(elm.lewis).get(PEOPLE)

    assert {row[1] for row in rows_of(answer)} == {"Not required"}
    assert "No rule yet says who must hold which course" in text_of(answer)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ("site=south", ["Ash Turner", "Grace Whitfield"]),
        ("search=NOOR", ["Noor Siddiqui"]),
        ("search=e005", ["Ash Turner"]),
        ("search=grace@elm", ["Grace Whitfield"]),
        ("site=north&search=a", ["Amira Haddad", "Lewis Grant"]),
        ("search=%20%20amira%20", ["Amira Haddad"]),
        ("search=àmírá", ["Amira Haddad"]),
        ("search=nobody", []),
        ("search=sam", []),
        ("search=callum", []),
    ],
)
def test_filters_narrow_the_list(elm, rule, sign_in, filters, names):
    assert names_of(sign_in(elm.lewis).get(f"{PEOPLE}?{filters}")) == names


def test_nobody_found_says_so_and_leads_back(elm, rule, sign_in):
    answer = sign_in(elm.lewis).get(f"{PEOPLE}?search=nobody")

    assert "Nobody matches these filters. Searched: everybody of your sites on" in text_of(answer)
    assert f'href="{PEOPLE}"' in answer.content.decode()


@pytest.mark.parametrize("slug", ["quay", "no-such-site"])
def test_a_site_that_is_foreign_is_as_one_that_is_missing(elm, rule, sign_in, slug):
    answer = sign_in(elm.lewis).get(f"{PEOPLE}?site={slug}")

    assert names_of(answer) == EVERYBODY
    assert "Quay" not in answer.content.decode()


def test_a_site_outside_the_scope_shows_nobody_of_it(elm, rule, sign_in):
    answer = sign_in(elm.noor).get(f"{PEOPLE}?site=south")

    assert names_of(answer) == ["Amira Haddad", "Lewis Grant", "Noor Siddiqui"]


def test_a_search_reaches_nobody_outside_the_scope(elm, rule, sign_in):
    assert names_of(sign_in(elm.noor).get(f"{PEOPLE}?search=grace")) == []
    assert names_of(sign_in(elm.lewis).get(f"{PEOPLE}?search=grace")) == ["Grace Whitfield"]


def test_a_leaver_is_absent(elm, rule, sign_in):
    assert "Sam Porter" not in sign_in(elm.lewis).get(PEOPLE).content.decode()


def test_nothing_of_another_organisation_is_listed(elm, harbour, rule, sign_in):
    answer = sign_in(harbour.beth).get("/lead/harbour-trust/people/")

    assert [row[0] for row in rows_of(answer)] == ["Beth Lawson H002", "Callum Fraser H001"]


def test_fifty_a_page_and_the_rest_on_the_next(elm, fifty_one, sign_in):
    client = sign_in(elm.lewis)
    first = client.get(PEOPLE)
    second = client.get(link_of(first, "next"))
    back = client.get(link_of(second, "prev"))

    assert (names_of(first), names_of(second)) == (fifty_one[:50], fifty_one[50:])
    assert names_of(back) == fifty_one[:50]
    assert (link_of(first, "prev"), link_of(second, "next")) == (None, None)
    assert "51 people" in text_of(first)
    assert "51 people" in text_of(second)


def test_paging_keeps_the_filters(elm, fifty_one, sign_in):
    make_member(elm.organisation, elm.north, elm.teacher, "Zoe Adams")
    for n in range(10):
        email = f"more{n}@many.example"
        make_member(elm.organisation, elm.north, elm.teacher, f"Person more {n}", email=email)

    client = sign_in(elm.lewis)
    first = client.get(f"{PEOPLE}?site=north&search=person")
    second = client.get(link_of(first, "next"))

    assert len(names_of(first)) == 50
    assert names_of(second) == [f"Person more {n}" for n in range(4, 10)]


@pytest.mark.parametrize("cursor", ["forged", "x:y", "%00", "a" * 500])
def test_a_forged_cursor_shows_the_first_page(elm, fifty_one, sign_in, cursor):
    assert names_of(sign_in(elm.lewis).get(f"{PEOPLE}?page={cursor}")) == fifty_one[:50]


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_however_many_they_are(
    elm, rule, sign_in, people, django_assert_num_queries
):
    wanted = MembershipPeriod.objects.exclude(membership__user=elm.lewis)
    away = list(wanted.order_by("pk").values_list("pk", flat=True))[people - 1 :]
    MembershipPeriod.objects.filter(pk__in=away).update(valid_until=STARTED)
    client = sign_in(elm.lewis)

    # session, person, rights, second factor's absence is not asked in DEMO; rules, places, people
    # with their number, four for the rows, kept views, one for the frame.
    with django_assert_num_queries(12):
        answer = client.get(PEOPLE)

    assert len(rows_of(answer)) == people


@pytest.mark.parametrize(
    "wrong", ["site=bogus", "course=bogus", "search=%00", "search=" + "a" * 101]
)
def test_a_wrong_filter_is_named_and_makes_nobody_look_excused(elm, rule, sign_in, wrong):
    answer = sign_in(elm.lewis).get(f"/lead/elm-park/people/?{wrong}")

    assert answer.context["form"].is_valid() is False
    assert "Not required" not in [p.chosen.status.word for p in answer.context["people"]]
