"""The matrix: people by courses, on any day, at a constant price."""

import gzip
import re

import pytest

from courses.accounts.membership import MembershipPeriod
from courses.catalogue.models import Course
from courses.compliance.audience import Audience
from courses.learning.models import Completion
from courses.usecases.set_requirement import set_requirement
from tests.people import NOON, STARTED
from tests.web.reading import text_of

MATRIX = "/lead/elm-park/matrix/"


@pytest.fixture
def twelve(elm, rule):
    """Ask twelve courses of everybody at Elm Park."""
    for n in range(11):
        set_requirement(
            organisation=elm.organisation,
            course=Course.objects.create(slug=f"course-{n:02}"),
            effective_from=STARTED,
            due_days=28,
            valid_months=12,
            at=NOON,
        )


def test_the_matrix_has_a_row_a_person_and_a_column_a_course(elm, rule, trained, sign_in):
    trained(elm.amira, 10)
    set_requirement(
        organisation=elm.organisation,
        course=Course.objects.create(slug="fire"),
        effective_from=STARTED,
        due_days=28,
        valid_months=None,
        audience=Audience(sites=(elm.south.pk,)),
        at=NOON,
    )

    answer = sign_in(elm.lewis).get(MATRIX)

    assert answer.context["courses"] == ["A small course", "fire"]
    cells = {
        person.name: [(c.status.shape, c.progress and c.progress.word) for c in person.cells]
        for person in answer.context["people"]
    }
    late = ("triangle", "Not started")
    assert cells == {
        "Amira Haddad": [("tick", None), ("dash", None)],
        "Ash Turner": [late, late],
        "Grace Whitfield": [late, late],
        "Lewis Grant": [late, ("dash", None)],
        "Noor Siddiqui": [late, ("dash", None)],
    }


def test_screen_and_files_say_which_version_was_completed(elm, lewis, trained, small_course):
    trained(elm.amira, 10)
    trained(elm.ash, 10)
    Completion.objects.filter(learner=elm.amira).update(version=small_course)

    page = lewis.get(MATRIX).content.decode()
    file = b"".join(lewis.get("/lead/elm-park/exports/matrix.csv").streaming_content).decode()

    assert page.count('<span class="matrix__version">version 1.0.0</span>') == 1
    assert page.count("matrix__version") == 1
    assert [line.endswith(',"1.0.0"') for line in file.splitlines()[6:8]] == [True, False]


def test_months_are_short_in_the_matrix_and_whole_in_the_list_of_people(lewis):
    matrix, people = (
        text_of(lewis.get(f"/lead/elm-park/{name}/?as_at=2025-02-01&search=amira"))
        for name in ("matrix", "people")
    )

    since = r"Overdue since \d+ \w+ \d+"
    assert re.findall(since, matrix) == ["Overdue since 1 Oct 2024"]
    assert re.findall(since, people) == ["Overdue since 1 October 2024"]


def test_each_cell_leads_to_its_reason(elm, rule, small_course, sign_in):
    html = sign_in(elm.noor).get(MATRIX).content.decode()
    pk = elm.membership(elm.amira).pk

    assert f'href="/lead/elm-park/people/{pk}/#course-{small_course.course_id}"' in html


def test_a_past_day_shows_who_was_here_then_and_switches_back(elm, rule, sign_in):
    answer = sign_in(elm.lewis).get(f"{MATRIX}?as_at=2025-04-30&site=north")

    assert [person.name for person in answer.context["people"]] == [
        "Amira Haddad",
        "Lewis Grant",
        "Noor Siddiqui",
        "Sam Porter",
    ]
    assert "You are looking at 30 April 2025, using everything we know today." in text_of(answer)
    assert f'href="{MATRIX}?site=north">Back to today' in answer.content.decode()
    assert {person.url.partition("?")[2] for person in answer.context["people"]} == {
        "as_at=2025-04-30"
    }


def test_a_day_before_every_rule_has_nothing_to_compare(elm, rule, sign_in):
    text = text_of(sign_in(elm.lewis).get(f"{MATRIX}?as_at=2020-01-01"))

    assert "On 1 January 2020 no rule says who must hold which course" in text


@pytest.mark.parametrize("people", [1, 3])
def test_the_matrix_of_twelve_courses_takes_twelve_queries(
    elm, twelve, sign_in, people, django_assert_num_queries
):
    wanted = MembershipPeriod.objects.exclude(membership__user=elm.lewis)
    away = list(wanted.order_by("pk").values_list("pk", flat=True))[people - 1 :]
    MembershipPeriod.objects.filter(pk__in=away).update(valid_until=STARTED)
    client = sign_in(elm.lewis)

    with django_assert_num_queries(12):
        answer = client.get(MATRIX)
    with django_assert_num_queries(13):  # and what is kept of standings
        client.get(f"{MATRIX}?status=overdue&site=north&search=a")

    assert [len(person.cells) for person in answer.context["people"]] == [12] * people


def test_fifty_people_and_twelve_courses_weigh_at_most_90_kb(elm, fifty_one, twelve, sign_in):
    answer = sign_in(elm.lewis).get(MATRIX)

    assert len(answer.context["people"]) == 50
    assert len(gzip.compress(answer.content)) <= 90_000
