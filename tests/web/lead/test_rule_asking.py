"""From the answers of a rule's form to the rule, and what is impossible of it."""

from datetime import date

import pytest

from courses.accounts.places import names_of, places_in
from courses.common.scope import Scope
from courses.compliance.audience import Audience
from courses.compliance.services import set_requirement
from courses.web.lead.rule_asking import asked_by, is_impossible
from courses.web.lead.rule_forms import RuleForm
from courses.web.lead.rule_words import renewal_words, sentence, unsaved
from tests.people import NOON, STARTED, TODAY
from tests.small_course import make_small_course


@pytest.fixture
def courses(elm, harbour, small_course):
    """Return the small course and a shorter one."""
    return [small_course.course, make_small_course(slug="shorter").course]


@pytest.fixture
def ask(elm, courses):
    """Return how to answer: the form, and the rule it comes to, or None where it has errors."""

    def call(**changes):
        data = {
            "who": "everyone",
            "course": courses[0].slug,
            "due": "days",
            "due_days": "28",
            "valid_months": "12",
            "renew_window_days": "60",
            "effective_from": "2026-03-03",
        }
        places = places_in(Scope(elm.organisation.pk, TODAY, whole=True))
        form = RuleForm(
            data | changes,
            places=places,
            courses={one.slug: one.slug for one in courses},
            whole=True,
        )
        if not form.is_valid():
            return form, None
        rule = unsaved(
            course=courses[0],
            organisation=elm.organisation,
            effective_from=form.cleaned_data["effective_from"],
            **asked_by(form, courses),
        )
        return form, rule

    return call


def test_a_rule_to_a_fixed_day_with_a_shorter_course_for_a_job_at_a_place(ask, elm, courses):
    form, rule = ask(
        who="some",
        roles=[str(elm.teacher.pk)],
        sites=[str(elm.north.pk)],
        renewal="fixed_day",
        fixed_on="1 Sept",
        grace_days="14",
        refresher="shorter",
    )

    assert not is_impossible(form, rule, on=TODAY)
    assert sentence(rule, "First aid", names_of(elm.organisation.pk)) == (
        "Everyone whose job is Class teacher at North must complete “First aid” within 28 days of"
        " starting, and again every 12 months, before 1 September."
    )
    assert renewal_words(rule, {})[1:] == [
        "There are 14 days of grace to renew it then.",
        "“shorter” renews it, but does not count the first time.",
    ]
    assert (rule.audience, rule.refresher) == (
        Audience(roles=(elm.teacher.pk,), sites=(elm.north.pk,)),
        courses[1],
    )
    assert form.hidden()["fixed_on"] == "1/9"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        (
            {"valid_months": "2"},
            "renew_window_days",
            "Renewal would never close: enter fewer days than it is valid",
        ),
        (
            {"renew_window_days": ""},
            "renew_window_days",
            "Enter how many days before the end, or 0",
        ),
        (
            {"renewal": "fixed_day", "fixed_on": "30 February"},
            "fixed_on",
            "Enter a day and a month, such as 1 September",
        ),
        (
            {"renewal": "fixed_day"},
            "fixed_on",
            "Enter a day and a month, such as 1 September",
        ),
        (
            {"renewal": "anniversary", "valid_months": "18"},
            "valid_months",
            "Renewal on a day of the year counts whole years: enter 12, 24, 36 and so on",
        ),
        ({"grace_days": "31"}, "grace_days", "Enter at most 30 days"),
        (
            {"valid_months": "", "grace_days": "3"},
            "grace_days",
            "Nothing runs out here. Enter after how many months, or no days of grace",
        ),
        (
            {"valid_months": "", "refresher": "shorter"},
            "refresher",
            "Nothing is renewed here. Enter after how many months, or choose no shorter course",
        ),
        (
            {"refresher": "small-course"},
            "refresher",
            "Choose another course than the one to be held",
        ),
        ({"refresher": "nowhere"}, "refresher", "Choose a course from the list"),
    ],
)
def test_what_contradicts_itself_is_explained_at_its_field(ask, changes, field, words):
    form, rule = ask(**changes)

    if rule is not None:
        assert is_impossible(form, rule, on=TODAY)
    assert form.errors == {field: [words]}


def test_two_rules_that_renew_in_a_circle_are_explained(ask, elm, courses):
    set_requirement(
        organisation=elm.organisation,
        course=courses[1],
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        refresher=courses[0],
        at=NOON,
    )

    form, rule = ask(refresher="shorter")

    assert is_impossible(form, rule, on=TODAY)
    told = "Another rule renews that course by this one, so neither would ever be done in full"
    assert form.errors == {"refresher": [told]}


def test_no_day_of_the_year_is_carried_where_none_was_typed(ask):
    form, rule = ask()

    assert (form.hidden()["fixed_on"], rule.fixed_month) == ("", None)
    assert form.hidden()["effective_from"] == date(2026, 3, 3).isoformat()
