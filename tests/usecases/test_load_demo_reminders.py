"""What the demonstration shows of reminders."""

from courses.common.scope import Scope
from courses.notifications.planning import plan_of
from courses.notifications.undelivered import undelivered
from courses.usecases.load_demo_reminders import add_reminders
from tests.people import NOON, TODAY


def test_there_is_a_plan_a_holiday_and_a_mail_that_nobody_took(elm):
    add_reminders(elm.organisation, stuck=elm.membership(elm.amira), at=NOON)

    plan = plan_of(elm.organisation.pk)
    (one,) = undelivered(Scope(elm.organisation.pk, TODAY, whole=True), at=NOON)
    assert (plan.digest_on, len(plan.rests)) == (0, 1)
    assert (one.message.recipient, one.message.problem) == (elm.amira, "address-refused")
