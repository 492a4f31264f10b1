"""The command that gives everybody their courses."""

from io import StringIO

from django.core.management import call_command

from courses.compliance.services import set_requirement
from courses.learning.models import Enrolment
from tests.people import NOON, STARTED
from tests.tables import everything


def run():
    out = StringIO()
    call_command("apply_requirements", stdout=out)
    return out.getvalue().splitlines()


def test_every_organisation_gets_what_its_rules_ask_and_a_second_run_nothing(
    elm, harbour, small_course
):
    set_requirement(
        organisation=harbour.organisation,
        course=small_course.course,
        effective_from=STARTED,
        due_days=28,
        valid_months=12,
        at=NOON,
    )

    assert run() == ["elm-park: 0 enrolments opened", "harbour-trust: 2 enrolments opened"]
    learners = Enrolment.objects.order_by("pk").values_list("learner__name", flat=True)
    assert list(learners) == ["Callum Fraser", "Beth Lawson"]

    before = everything()
    assert run() == ["elm-park: 0 enrolments opened", "harbour-trust: 0 enrolments opened"]
    assert everything() == before
