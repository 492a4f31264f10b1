"""What a viewer may see: a Scope of one organisation; querysets see nothing without one."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of one organisation a viewer may see, on one day.

    ``whole`` opens the whole organisation; otherwise only people who are at one of ``site_ids`` or
    in one of ``team_ids`` on the day ``on``. With neither, the scope is empty. ``known_at`` leaves
    out what was recorded after that moment; None is everything known today.
    """

    organisation_id: int
    on: date
    whole: bool = False
    site_ids: frozenset[int] = field(default_factory=frozenset)
    team_ids: frozenset[int] = field(default_factory=frozenset)
    known_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Test whether the scope opens nothing at all."""
        return not (self.whole or self.site_ids or self.team_ids)

    def holds(self, shown: "Scope") -> bool:
        """Test whether whoever has this scope may see everybody that ``shown`` shows."""
        return self.whole or (
            not shown.whole and shown.site_ids <= self.site_ids and shown.team_ids <= self.team_ids
        )


def only_of(organisation_id: int | None) -> dict[str, int]:
    """Return what keeps the rows of one organisation in a filter; of every one with None."""
    return {} if organisation_id is None else {"organisation": organisation_id}


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that shows only what lies within a Scope, and nothing where it knows not how."""

    def visible_to(self, scope: Scope) -> Self:
        """Keep the rows inside ``scope``; an empty scope keeps none."""
        if scope.is_empty:
            return self.none()
        here = self.filter(organisation_id=scope.organisation_id)
        return here if scope.whole else here.at_places(scope)

    def at_places(self, scope: Scope) -> Self:  # noqa: ARG002 - tables with places override this
        """Keep the rows at the sites and in the teams of ``scope``.

        A table that has no places shows none.
        """
        return self.none()
