"""Pure: the order of standings, and which one stands where several rules name the same course."""

from collections.abc import Iterable
from datetime import date

from courses.compliance.status import Finding, State

# From the state that most needs somebody to act to the one that least does.
URGENCY = (
    State.OVERDUE,
    State.DUE_SOON,
    State.DUE,
    State.RENEWAL_OPEN,
    State.IN_DATE,
    State.EXEMPT,
    State.NOT_REQUIRED,
)


def most_urgent(findings: Iterable[Finding]) -> Finding:
    """Return the finding that most needs action, of several rules for the same course.

    Not required when none.
    """
    nothing = Finding(State.NOT_REQUIRED, until=None, reasons=("no-rule-applies",))
    return min(
        findings,
        key=lambda finding: (URGENCY.index(finding.state), finding.until or date.max),
        default=nothing,
    )
