"""Inventing what people have learned."""

from functools import partial

import pytest

from courses.accounts.membership import Membership
from courses.assessment.models import Attempt, Response
from courses.certification.keys import is_genuine
from courses.certification.models import Certificate
from courses.certification.printed import PrintedFacts
from courses.common.jcs import canonical
from courses.compliance.models import Exemption, Requirement
from courses.compliance.queries import standings_of
from courses.learning.models import Completion, Enrolment, LessonProgress
from courses.usecases.seed_history import Plan
from courses.usecases.seed_training import Rows
from tests.beginnings import recorded
from tests.people import NOON, TODAY
from tests.usecases.seeding import seed, write_fixtures


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the fixtures that each test is seeded from; their keys are made once."""
    return write_fixtures(tmp_path_factory.mktemp("seeding"))


@partial(recorded, for_good=False)
def seed_two_hundred(folder):
    """Invent two hundred people and what they have learned."""
    seed(folder, Plan(staff=(200,), requirements=4, seed=1))


@pytest.fixture
def seeded(folder, db):
    """Seed two hundred people; return the folder of the keys."""
    seed_two_hundred(folder)
    return folder / "keys"


def test_no_rows_are_no_statement(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        Rows().write()


def test_many_a_state_of_standing_is_there(seeded):
    people = list(Membership.objects.all())

    states = {finding.state.name for finding in standings_of(people, on=TODAY).values()}

    assert {"IN_DATE", "RENEWAL_OPEN", "DUE_SOON", "OVERDUE", "EXEMPT"} <= states


def test_every_pass_has_its_attempt_and_its_genuine_certificate(seeded):
    passes = Completion.objects.filter(how=Completion.How.QUIZ)

    assert passes.count() == Certificate.objects.count() > 100
    assert set(passes.values_list("thread", flat=True)) == set(
        Certificate.objects.values_list("completion_thread", flat=True)
    )
    assert set(passes.values_list("enrolment", flat=True)) == set(
        Attempt.objects.filter(passed=True).values_list("enrolment", flat=True)
    )
    for certificate in Certificate.objects.all()[:20]:
        facts = PrintedFacts.from_json(certificate.printed)
        assert is_genuine(canonical(facts.signable()), certificate.signature, folder=seeded)
        assert facts.verify_url == f"https://training.example.org/verify/{facts.number}/"


def test_some_have_every_answer_kept_and_the_marks_agree(seeded):
    detailed = set(Response.objects.values_list("attempt", flat=True))

    assert 0 < len(detailed) < Attempt.objects.count()
    assert set(Attempt.objects.values_list("passed", flat=True)) == {True, False}
    assert set(Attempt.objects.values_list("number", flat=True)) == {1, 2}
    for attempt in Attempt.objects.filter(pk__in=detailed)[:20]:
        right = attempt.responses.filter(credit_numerator=1, credit_denominator=1).count()
        assert right >= attempt.score_numerator // attempt.score_denominator


def test_nobody_has_two_courses_open_and_lessons_belong_to_open_ones_or_whole_ones(seeded):
    open_now = Enrolment.objects.open()

    assert open_now.values("learner").distinct().count() == open_now.count()
    assert LessonProgress.objects.exclude(completed_at__isnull=False).count() == 0
    begun = open_now.exclude(completions__isnull=False)
    assert begun.exists() is True
    assert begun.filter(attempts__isnull=False).count() == 0


def test_what_the_organisation_records_has_evidence_and_no_enrolment(seeded):
    recorded = Completion.objects.filter(how=Completion.How.RECORDED)

    assert recorded.count() > 200
    assert recorded.filter(enrolment__isnull=False).count() == 0
    assert recorded.filter(evidence="").count() == 0


def test_an_exemption_is_from_a_rule_and_holds_today(seeded):
    exemption = Exemption.objects.first()

    assert Requirement.objects.filter(rule=exemption.rule).count() == 1
    assert exemption.valid_from <= TODAY <= exemption.valid_until
    assert exemption.recorded_at == NOON
