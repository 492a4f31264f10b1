"""How a person takes a quiz: on how many pages, and with how much extra time.

Extra time is a person's own word, or set by a lead for their organisation; the more of the two
counts.
"""

from dataclasses import dataclass

from django.db.models import BigIntegerField

from courses.accounts.membership import Membership
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


def extra_percents_of(*, user_id: int, organisation_id: int) -> tuple[int, int]:
    """Return the extra time in per cent: the person's own word, and what a lead set; two queries.

    A lead's counts in their organisation alone.
    """
    own = quiz_wishes_of(user_id).extra_time_percent
    there = Membership.objects.filter(user=user_id, organisation=organisation_id)
    return own, there.values_list("extra_time_percent", flat=True).first() or 0


def give_extra_time(*, membership: Membership, percent: int, reason: str) -> bool:
    """Keep the extra time that a lead gives a member; return whether that changed anything.

    One statement. Without extra time there is no reason either.
    """
    kept = {"extra_time_percent": percent, "extra_time_reason": reason if percent else ""}
    there = Membership.objects.filter(pk=membership.pk)
    return there.exclude(**kept).update(**kept) > 0


def extra_time_given(user_id: int) -> list[tuple[str, int]]:
    """Return (organisation, per cent) of the extra time that leads gave a person; one query."""
    there = Membership.objects.filter(user=user_id, extra_time_percent__gt=0)
    rows = there.order_by("organisation__name").values_list(
        "organisation__name", "extra_time_percent"
    )
    return list(rows)
