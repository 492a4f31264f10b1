"""Take one decision of a story, or take it again otherwise."""

from datetime import datetime

from django.db import transaction

from courses.catalogue.models import Choice, Scenario
from courses.catalogue.stories import story_of
from courses.learning import services as learning
from courses.learning.models import Enrolment
from courses.learning.queries import path_of
from courses.learning.story import Step, Way


class MomentNotReached(ValueError):
    """The way of this learner never came to the moment they decide at."""


@transaction.atomic
def decide_in_scenario(
    *, enrolment: Enrolment, scenario: Scenario, choice: Choice, at: datetime
) -> None:
    """Keep ``choice`` as the decision at its moment; what was decided after it is taken back.

    A repeat changes nothing. The first ending reached stays noted, whatever is tried later.

    :raises MomentNotReached: when the learner's way has not come to the moment of ``choice``.
    """
    learning.lock(enrolment=enrolment)
    story, path = story_of(scenario), path_of(enrolment=enrolment, scenario=scenario)
    way = Way.read(scenario.start, path.steps if path else {})
    earlier = way.up_to(choice.node.identifier, story.leads)
    if earlier is None:
        raise MomentNotReached(choice.node.identifier)
    finished_at = path.finished_at if path else None
    if finished_at is None and choice.leads_to.ending:
        finished_at = at
    learning.keep_way(
        enrolment=enrolment,
        scenario=scenario,
        way=earlier.decided(Step(choice.node.identifier, choice.identifier)),
        finished_at=finished_at,
        at=at,
    )
