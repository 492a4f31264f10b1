"""What a lead records about one person's training, in the browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.common.dates import local_date
from courses.compliance.models import Exemption
from courses.learning.models import Completion
from courses.usecases.exempt_staff import exempt_staff
from courses.web.training_forms import RecordForm
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


def test_a_course_is_recorded_once_a_day_whatever_shows_it(lewis, person, rule, recorded):
    lewis.post(f"{person}record/", recorded)
    before = everything()

    answer = lewis.post(f"{person}record/", recorded | {"evidence": "Certificate 13"})

    message = "This course is on record for that day already"
    assert errors_of(answer) == [("#id_completed_on_0", message)]
    assert everything() == before
    assert lewis.post(f"{person}record/", recorded | day("completed_on", -4)).status_code == 303


def test_of_several_courses_none_is_chosen_before_somebody_chooses():
    form = RecordForm({}, titles={1: "Refresher", 2: "Induction"}, today=today())

    none, *courses = form.fields["course"].choices
    assert (none, courses) == (("", "Choose"), [("2", "Induction"), ("1", "Refresher")])
    assert form.errors["course"] == ["Choose a course"]


def test_a_course_of_nobody_is_refused(lewis, person, rule, recorded):
    before = everything()

    answer = lewis.post(f"{person}record/", recorded | {"course": "0"})

    assert (answer.status_code, len(errors_of(answer))) == (200, 1)
    assert everything() == before


def test_what_somebody_is_excused_from_is_shown_and_ended(elm, lewis, person, rule, small_course):
    exempt_staff(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        reason="On long leave",
        last_day=today() + timedelta(days=30),
        at=timezone.now(),
    )

    shown = text_of(lewis.get(f"{person}exempt/"))
    assert "On long leave" in shown
    assert "End this today" in shown
    for _click in range(2):
        answer = lewis.post(f"{person}exempt/", {"end": small_course.course_id})
        assert (answer.status_code, answer["Location"]) == (303, person)
    assert list(Exemption.objects.current()) == []
    assert "not excused from any course" in text_of(lewis.get(f"{person}exempt/"))
    assert lewis.post(f"{person}exempt/", {"end": "9" * 30}).status_code == 200
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
