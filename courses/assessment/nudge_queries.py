"""Questions about nudges: who is to have one on a day."""

from collections.abc import Collection
from datetime import date

from courses.assessment.models import Refresher
from courses.assessment.nudging import due_on, earliest_check, stage_of
from courses.assessment.recall import holds_on, refreshable, wishes_fewer
from courses.learning.corridor import CorridorCheck
from courses.learning.models import Completion


def nudges_due(*, on: date, organisations: Collection[int]) -> list[tuple[Completion, int]]:
    """Return the completions whose holder is to have a nudge on ``on``, each with its stage.

    Of whoever was asked in passing in one of the ``organisations``: of the course completed last
    that is still held. Not of whoever wishes for fewer, and each nudge once. Three queries.
    """
    if not organisations:
        return []
    checks = CorridorCheck.objects.filter(
        organisation__in=organisations, on__gte=earliest_check(on), on__lt=on
    )
    due: dict[tuple[int, int], date] = {}
    for user, here, checked_on in checks.order_by("on", "pk").values_list(
        "membership__user", "organisation", "on"
    ):
        if day := due_on(checked_on, on):
            due[user, here] = day
    people = {user for user, _here in due}
    holders = refreshable(on).filter(learner__in=people, organisation__in=organisations)
    found: dict[tuple[int, int], tuple[Completion, int]] = {}
    for one in holders.order_by("completed_at", "pk"):
        whose = (one.learner_id, one.organisation_id)
        stage = stage_of(one.completed_on, due[whose]) if whose in due else 0
        if stage and holds_on(one, on) and not wishes_fewer(one):
            found[whose] = (one, stage)
    offered = set(
        Refresher.objects.filter(
            again=False, enrolment__in=[one.enrolment_id for one, _stage in found.values()]
        ).values_list("enrolment", "stage")
    )
    return [
        (one, stage) for one, stage in found.values() if (one.enrolment_id, stage) not in offered
    ]
