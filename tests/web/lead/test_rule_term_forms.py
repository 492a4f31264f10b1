"""When a course is due, how long it holds and how it is renewed, as a form and on the page."""

import re
from html import unescape

import pytest
from django.utils import timezone

from courses.common.dates import local_date
from courses.common.history import cancel
from courses.compliance.models import Requirement
from courses.compliance.possible import Fault
from courses.usecases.record_training import record_training
from courses.web.lead.rule_term_forms import WORDS, TermsForm, terms_of
from tests.small_course import make_small_course
from tests.web.reading import errors_of

NEW = "/lead/elm-park/requirements/new/"
TERMS = {
    "due": "days",
    "due_days": "28",
    "valid_months": "12",
    "renew_window_days": "60",
}


@pytest.mark.parametrize("typed", ["1 September", "1 Sept", "1st September", "1/9"])
def test_a_day_of_the_year_is_typed_as_people_do(typed):
    form = TermsForm({**TERMS, "renewal": "fixed_day", "fixed_on": typed}, courses={})

    assert form.errors == {}
    assert (form.terms()["fixed_month"], form.terms()["fixed_day"]) == (9, 1)


def test_a_day_of_the_year_counts_for_that_kind_alone():
    form = TermsForm({**TERMS, "renewal": "anniversary", "fixed_on": "1 September"}, courses={})

    assert form.errors == {}
    assert (form.terms()["renewal"], form.terms()["fixed_month"]) == ("anniversary", None)


def test_every_fault_has_its_field_and_its_words():
    assert set(WORDS) == set(Fault)
    assert {field for field, _ in WORDS.values()} - {"effective_from"} <= set(TermsForm.base_fields)


def test_a_field_keeps_its_first_error():
    form = TermsForm({**TERMS, "valid_months": "0"}, courses={})
    form.is_valid()
    form.show_faults([Fault.NO_MONTHS, Fault.TOO_MANY_MONTHS])

    assert form.errors == {"valid_months": ["Enter 1 month or more, or nothing"]}


def test_a_rule_that_is_there_fills_the_form(small_course):
    rule = Requirement(
        course=small_course.course,
        due_days=28,
        valid_months=12,
        renewal="fixed_day",
        fixed_month=2,
        fixed_day=29,
        refresher=make_small_course(slug="shorter").course,
    )

    found = terms_of(rule)

    assert (found["due"], found["fixed_on"], found["refresher"]) == (
        "days",
        "29 February",
        "shorter",
    )
    again = TermsForm(
        {name: value for name, value in found.items() if value is not None},
        courses={"shorter": "Shorter"},
    )
    assert again.errors == {}
    assert (again.terms()["fixed_month"], again.terms()["fixed_day"]) == (2, 29)


@pytest.fixture
def lewis(elm, harbour, sign_in):
    """Return the browser of the lead of both sites."""
    return sign_in(elm.lewis)


@pytest.fixture
def asked(small_course):
    """Return the answers for a rule for everyone from today on."""
    today = local_date(timezone.now()).isoformat()
    course = small_course.course.slug
    return {**TERMS, "who": "everyone", "course": course, "effective_from": today}


def test_what_is_impossible_is_explained_on_the_page_and_not_stored(lewis, asked):
    answer = lewis.post(NEW, {**asked, "renewal": "anniversary", "valid_months": "18"})

    told = "Renewal on a day of the year counts whole years: enter 12, 24, 36 and so on"
    assert errors_of(answer) == [("#id_valid_months", told)]
    assert list(Requirement.objects.all()) == []


def test_a_rule_to_a_fixed_day_is_saved_as_it_was_checked(lewis, asked):
    make_small_course(slug="shorter")
    terms = {"renewal": "fixed_day", "fixed_on": "29 February", "grace_days": "14"}
    page = lewis.post(NEW, {**asked, **terms, "refresher": "shorter"}).content.decode()
    hidden = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page)
    lewis.post(NEW, {name: unescape(value) for name, value in hidden} | {"confirmed": "1"})

    rule = Requirement.objects.get()
    assert (rule.fixed_month, rule.fixed_day, rule.grace_days) == (2, 29, 14)
    assert (rule.renewal, rule.refresher.slug) == ("fixed_day", "shorter")


def test_two_people_who_change_places_meanwhile_are_rehearsed_again(
    elm, lewis, asked, small_course
):
    def done(user):
        return record_training(
            membership=elm.membership(user),
            course=small_course.course,
            completed_on=local_date(timezone.now()),
            minutes=60,
            evidence="Seen",
            at=timezone.now(),
        )

    first = done(elm.amira)
    page = lewis.post(NEW, asked)
    mark = page.context["form"].initial["mark"]
    cancel(first, at=timezone.now())
    done(elm.noor)
    again = lewis.post(NEW, {**asked, "confirmed": "1", "mark": mark})

    assert [row["name"] for row in page.context["rows"]][:2] == ["Amira Haddad", "Ash Turner"]
    assert again.context["counts"] == page.context["counts"]
    assert again.context["has_moved"] is True
    assert list(Requirement.objects.all()) == []
