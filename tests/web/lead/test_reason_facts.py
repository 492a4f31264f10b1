"""What stands beside the reasons: who set the rule, why somebody is excused, when reminded."""

from datetime import timedelta

from courses.compliance.extending import extend_many
from courses.compliance.models import Requirement
from courses.compliance.queries import rules_of
from courses.compliance.reasons import reasons_of
from courses.notifications.models import Message
from courses.usecases.exempt_staff import exempt_staff
from courses.usecases.revise_requirement import revise_requirement
from courses.web.lead.reason_facts import Beside, beside
from tests.people import NOON, TODAY


def told(elm, on=TODAY, known_at=None):
    """Return what is told about Amira beside the reasons of the one rule."""
    amira = elm.membership(elm.amira)
    rules = rules_of([elm.organisation.pk], known_at=known_at)[elm.organisation.pk]
    reasons = reasons_of(amira, rules=rules, on=on, known_at=known_at)
    found = beside(amira, reasons, on=on, known_at=known_at)
    return found.steps(reasons[0], on=on)


def test_who_set_the_rule_and_who_changed_it_last(elm, rule):
    assert told(elm) == ["Rule set on 3 March 2026.", "No reminder has been sent."]
    for days, months in ((1, 24), (2, 36)):
        current = Requirement.objects.current().order_by("-effective_from").first()
        revise_requirement(
            requirement=current,
            effective_from=TODAY + timedelta(days=days),
            at=NOON + timedelta(days=days),
            actor_id=elm.ash.pk,
            valid_months=months,
        )

    assert told(elm)[:2] == [
        "Rule set on 3 March 2026.",
        "Last changed on 5 March 2026 by Ash Turner.",
    ]
    assert told(elm, known_at=NOON)[1:] == ["No reminder has been sent."]


def test_why_somebody_is_excused_stands_there_while_they_are(elm, rule, small_course):
    exempt_staff(
        membership=elm.membership(elm.amira),
        course=small_course.course,
        reason="On long leave",
        last_day=TODAY + timedelta(days=9),
        at=NOON,
    )

    assert told(elm)[1:] == ["Excused because: On long leave."]
    assert told(elm, on=TODAY + timedelta(days=10))[1:] == ["No reminder has been sent."]


def test_who_gave_more_time_and_why_stands_there_while_it_counts(elm, rule, small_course):
    for n, lead in enumerate((elm.lewis.pk, None)):
        extend_many(
            {elm.membership(elm.amira).pk: [rule.rule]},
            organisation_id=elm.organisation.pk,
            due_on=TODAY + timedelta(days=20 + n),
            reason="Works few hours at present",
            valid_from=TODAY,
            at=NOON + timedelta(hours=n),
            actor_id=lead,
        )

    assert told(elm)[1:-1] == ["More time because: Works few hours at present."]
    assert told(elm, known_at=NOON)[1:-1] == [
        "More time by Lewis Grant, because: Works few hours at present."
    ]
    assert len(told(elm, on=TODAY - timedelta(days=1))) == 2


def test_the_last_three_reminders_up_to_the_day_are_told(elm, rule):
    for days in range(5):
        at = NOON + timedelta(days=days)
        Message.objects.create(
            key=f"r{days}",
            recipient=elm.amira,
            organisation=elm.organisation,
            kind="reminder" if days else "certificate",
            subject="x",
            queued_at=at,
            due_at=at,
            sent_at=at,
        )

    assert told(elm)[1] == "No reminder has been sent."
    assert told(elm, on=TODAY + timedelta(days=4))[1] == (
        "Reminded by email on 5 March 2026, 6 March 2026, 7 March 2026."
    )


def test_of_whoever_is_not_asked_no_reminder_is_told_nor_of_a_rule_nobody_wrote(elm, rule):
    assert told(elm, on=TODAY - timedelta(days=3_000)) == ["Rule set on 3 March 2026."]
    nothing = Beside(writings={}, names={}, exemptions=(), reminded=())
    reason = reasons_of(
        elm.membership(elm.amira),
        rules=rules_of([elm.organisation.pk])[elm.organisation.pk],
        on=TODAY - timedelta(days=3_000),
    )[0]
    assert nothing.steps(reason, on=TODAY) == []
