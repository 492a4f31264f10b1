"""The page that publishes a second version, what is answered there, and who completed the first."""

from courses.catalogue.models import CourseVersion
from courses.learning.models import Completion
from courses.learning.services import record_outside
from tests.people import NOON

URL = "/author/elm-park/courses/small-course/2.0.0/publish/"


def answers(day, **more):
    """Return what is posted to ask for it anew by ``day``."""
    parts = {f"anew_by_{part}": getattr(day, part) for part in ("day", "month", "year")}
    return {"done": "anew", **parts, **more}


def state_of(version):
    return CourseVersion.objects.get(pk=version.pk).state


def mark_of(answer):
    """Return the hidden mark of what was looked at."""
    return answer.context["form"].initial["mark"]


def completed(user, organisation, version, *, on):
    """Let somebody have completed the version before ``version``."""
    done = record_outside(
        learner_id=user.pk,
        organisation_id=organisation.pk,
        course=version.course,
        completed_on=on,
        minutes=9,
        evidence="Seen",
        at=NOON,
        actor_id=None,
    )
    first = version.course.versions.get(major=1)
    Completion.objects.filter(pk=done.pk).update(version=first)
