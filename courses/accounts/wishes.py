"""How a person wishes to take a quiz: on how many pages, and with how much extra time."""

from dataclasses import dataclass

from django.db.models import BigIntegerField

from courses.accounts.models import Preference
from courses.common.prepared import Parameter, Prepared


@dataclass(frozen=True, slots=True)
class QuizWishes:
    """What one person wishes for; the defaults are those of whoever never said."""

    on_one_page: bool = False
    extra_time_percent: int = 0


WISHES = Prepared(
    lambda: Preference.objects.filter(user=Parameter("user", BigIntegerField())).values_list(
        "quiz_on_one_page", "extra_time_percent"
    )
)


def quiz_wishes_of(user_id: int) -> QuizWishes:
    """Return how the person wishes to take a quiz; one query."""
    row = WISHES.first(user=user_id)
    return QuizWishes(bool(row[0]), int(row[1])) if row else QuizWishes()


def wish_for_quiz(*, user_id: int, wishes: QuizWishes) -> None:
    """Keep how the person wishes to take a quiz; one statement."""
    Preference.objects.bulk_create(
        [
            Preference(
                user_id=user_id,
                quiz_on_one_page=wishes.on_one_page,
                extra_time_percent=wishes.extra_time_percent,
            )
        ],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["quiz_on_one_page", "extra_time_percent"],
    )
