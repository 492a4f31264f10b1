"""What a lead records about one person's training, in the browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.common.dates import local_date
from courses.compliance.models import Exemption
from courses.learning.models import Completion
from tests.tables import everything
from tests.web.reading import errors_of, text_of

PEOPLE = "/lead/elm-park/people/"


def today():
    return local_date(timezone.now())


def day(field, offset=0):
    """Return a day as its three fields are posted."""
    on = today() + timedelta(days=offset)
    return {f"{field}_day": on.day, f"{field}_month": on.month, f"{field}_year": on.year}


@pytest.fixture
def lewis(elm, harbour, sign_in):
    """Return the browser of the lead of both sites, where no rule stands yet."""
    return sign_in(elm.lewis)


@pytest.fixture
def person(elm):
    """Return the address of Amira's page."""
    return f"{PEOPLE}{elm.membership(elm.amira).pk}/"


@pytest.fixture
def recorded(small_course):
    """Return a sound form of training elsewhere."""
    return {
        "course": small_course.course_id,
        "minutes": "90",
        "evidence": "Certificate 12 of the council",
        **day("completed_on", -3),
    }


@pytest.fixture
def excused(small_course):
    """Return a sound form of an exemption."""
    return {"course": small_course.course_id, "reason": "On long leave", **day("last_day", 30)}


def test_training_elsewhere_is_recorded_once_and_shown(lewis, person, rule, recorded, elm):
    first = lewis.post(f"{person}record/", recorded)
    lewis.post(f"{person}record/", recorded)

    assert (first.status_code, first["Location"]) == (303, person)
    completion = Completion.objects.get()
    assert (completion.learner, completion.minutes, completion.recorded_by_id) == (
        elm.amira,
        90,
        elm.lewis.pk,
    )
    text = text_of(lewis.get(person))
    assert "The training of Amira Haddad is recorded." in text
    assert "Evidence: Certificate 12 of the council" in text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"minutes": ""}, ("#id_minutes", "Enter the minutes")),
        ({"minutes": "long"}, ("#id_minutes", "Enter the minutes as a number, such as 90")),
        ({"minutes": "0"}, ("#id_minutes", "Enter at least 1 minute")),
        ({"minutes": "6001"}, ("#id_minutes", "Enter at most 6,000 minutes")),
        ({"evidence": " "}, ("#id_evidence", "Enter what shows it")),
        ({"evidence": "x" * 201}, ("#id_evidence", "Enter at most 200 characters")),
        (day("completed_on", 1), ("#id_completed_on_0", "Enter today or a day in the past")),
        ({"completed_on_year": 1900}, ("#id_completed_on_0", "Enter a day in the last 10 years")),
        (
            {"completed_on_day": 30, "completed_on_month": 2},
            ("#id_completed_on_0", "Enter a real date"),
        ),
    ],
)
def test_what_cannot_be_is_explained_and_kept_as_typed(
    lewis, person, rule, recorded, changes, error
):
    before = everything()

    answer = lewis.post(f"{person}record/", recorded | changes)

    assert errors_of(answer) == [error]
    assert everything() == before
    if "evidence" not in changes:
        assert 'value="Certificate 12 of the council"' in answer.content.decode()


def test_a_course_of_nobody_is_refused(lewis, person, rule, recorded, excused):
    before = everything()

    pages = [
        lewis.post(f"{person}record/", recorded | {"course": "0"}),
        lewis.post(f"{person}exempt/", excused | {"course": "0"}),
        lewis.post(f"{person}exempt/", excused | {"reason": "In hospital"}),
    ]

    assert [answer.status_code for answer in pages] == [200, 200, 200]
    assert [len(errors_of(answer)) for answer in pages] == [1, 1, 1]
    assert everything() == before


def test_somebody_is_excused_and_it_ends(lewis, person, rule, excused, small_course):
    first = lewis.post(f"{person}exempt/", excused)
    lewis.post(f"{person}exempt/", excused)

    assert (first.status_code, first["Location"]) == (303, person)
    assert Exemption.objects.count() == 1
    text = text_of(lewis.get(person))
    assert "Amira Haddad is excused." in text
    assert "On long leave" in text
    assert "End this today" in text_of(lewis.get(f"{person}exempt/"))
    for _click in range(2):
        answer = lewis.post(f"{person}exempt/", {"end": small_course.course_id})
        assert (answer.status_code, answer["Location"]) == (303, person)
    assert list(Exemption.objects.current()) == []
    assert "End this today" not in text_of(lewis.get(f"{person}exempt/"))


@pytest.mark.parametrize(
    ("offset", "error"),
    [(-1, "Enter today or a later day"), (367, "Enter a day at most a year ahead")],
)
def test_the_last_day_lies_within_a_year(lewis, person, rule, excused, offset, error):
    answer = lewis.post(f"{person}exempt/", excused | day("last_day", offset))

    assert errors_of(answer) == [("#id_last_day_0", error)]
    assert list(Exemption.objects.all()) == []


def test_without_a_rule_there_is_nothing_to_be_excused_from(lewis, person, excused):
    assert "there is nothing to be excused from" in text_of(lewis.get(f"{person}exempt/"))

    answer = lewis.post(f"{person}exempt/", excused)

    assert answer.status_code == 200
    assert list(Exemption.objects.all()) == []
    assert lewis.post(f"{person}exempt/", {"end": "99"}).status_code == 303


@pytest.mark.parametrize("page", ["record", "exempt"])
def test_a_lead_of_another_site_finds_nothing_and_staff_neither(
    elm, harbour, sign_in, person, rule, page
):
    before = everything()

    answers = [
        sign_in(user).post(f"{person}{page}/", {}).status_code
        for user in (elm.grace, elm.amira, harbour.callum)
    ]

    assert answers == [404, 404, 404]
    assert [row for row in everything() if row not in before and "session" not in str(row)] == []
